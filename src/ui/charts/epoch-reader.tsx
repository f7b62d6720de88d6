import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { createPortal } from "react-dom";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { Point } from "../../domain/downsample";
import { SPLITS, SPLIT_TITLES, type PerSplit } from "../../domain/split";
import styles from "./split-chart.module.css";

interface EpochReaderProps {
  /** Where the box with the values goes: an element of the chart's own size. */
  readonly host: HTMLElement | null;
  readonly lines: PerSplit<readonly Point[]>;
  readonly holdout: readonly Point[];
  readonly formatValue: (value: number) => string;
}

interface Reading {
  readonly key: string;
  readonly title: string;
  readonly colour: string;
  readonly y: number;
  readonly value: string;
}

/** Reads single epochs off the lines, by pointer or with the arrow keys; it alone is drawn again as they move. */
export function EpochReader({ host, lines, holdout, formatValue }: EpochReaderProps) {
  const [epoch, setEpoch] = useState<number | null>(null);
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const first = lines.train[0]?.x;
  const last = lines.train.at(-1)?.x;
  if (area === undefined || xScale === undefined || yScale === undefined || first === undefined || last === undefined) return null;

  const read = (next: number): void => {
    setEpoch(Math.min(last, Math.max(first, next)));
  };
  const follow = ({ currentTarget, clientX }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const [from, to] = [xScale(first) ?? 0, xScale(last) ?? 0];
    const at = area.x + (area.width * (clientX - left)) / width;
    read(to === from ? first : Math.round(first + ((last - first) * (at - from)) / (to - from)));
  };
  const step = (event: KeyboardEvent): void => {
    const next = AFTER_KEY[event.key]?.({ epoch: epoch ?? last, first, last });
    if (next === undefined) return;
    event.preventDefault();
    read(next);
  };
  const leave = (): void => {
    setEpoch(null);
  };

  const shown = epoch ?? last;
  const readings = readingsAt(shown, lines, holdout, formatValue);
  const x = xScale(shown) ?? area.x;
  return (
    <g
      tabIndex={0}
      role="slider"
      className={styles.reader}
      aria-label="Values at an epoch"
      aria-valuemin={first}
      aria-valuemax={last}
      aria-valuenow={shown}
      aria-valuetext={`${nameOf(shown)}: ${readings.map(({ title, value }) => `${title} ${value}`).join(", ")}`}
      onFocus={() => {
        read(shown);
      }}
      onBlur={leave}
      onKeyDown={step}
    >
      <rect {...area} fill="transparent" onPointerMove={follow} onPointerLeave={leave} />
      {epoch !== null && (
        <g pointerEvents="none">
          <line x1={x} x2={x} y1={area.y} y2={area.y + area.height} stroke="var(--line-strong)" />
          {readings.map(({ key, colour, y }) => {
            const top = yScale(y);
            return top === undefined || !Number.isFinite(top) ? null : <circle key={key} cx={x} cy={top} r={3.5} fill={colour} stroke="var(--card)" />;
          })}
        </g>
      )}
      {epoch !== null && host !== null && createPortal(<Values epoch={epoch} readings={readings} x={x} right={x > area.x + area.width / 2} />, host)}
    </g>
  );
}

interface ValuesProps {
  readonly epoch: number;
  readonly readings: readonly Reading[];
  /** Pixels from the left of the chart. */
  readonly x: number;
  /** The epoch lies in the right half: the box goes to its left. */
  readonly right: boolean;
}

/** All lines at one epoch. */
function Values({ epoch, readings, x, right }: ValuesProps) {
  return (
    <div className={styles.values} style={{ left: x, transform: right ? "translateX(calc(-100% - 12px))" : "translateX(12px)" }} aria-hidden>
      <strong>{nameOf(epoch)}</strong>
      <dl>
        {readings.map(({ key, title, colour, value }) => (
          <div key={key} className={styles.value}>
            <dt>
              <span className={styles.swatch} style={{ background: colour }} data-dashed={key === "holdout" || undefined} />
              {title}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface Place {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

const AFTER_KEY: Readonly<Record<string, (place: Place) => number>> = {
  ArrowLeft: ({ epoch }) => epoch - 1,
  ArrowDown: ({ epoch }) => epoch - 1,
  ArrowRight: ({ epoch }) => epoch + 1,
  ArrowUp: ({ epoch }) => epoch + 1,
  Home: ({ first }) => first,
  End: ({ last }) => last,
};

function readingsAt(
  epoch: number,
  lines: PerSplit<readonly Point[]>,
  holdout: readonly Point[],
  formatValue: (value: number) => string,
): Reading[] {
  const [train, ...others] = SPLITS.map((split) => ({
    key: split,
    title: SPLIT_TITLES[split],
    colour: `var(--${split})`,
    points: lines[split],
  }));
  const heldOut = { key: "holdout", title: "Hold-out", colour: "var(--train)", points: holdout };
  return [...(train === undefined ? [] : [train]), heldOut, ...others].flatMap(({ points, ...rest }) => {
    const point = points.find(({ x }) => x === epoch);
    return point === undefined ? [] : [{ ...rest, y: point.y, value: formatValue(point.y) }];
  });
}

function nameOf(epoch: number): string {
  return epoch === 0 ? "Untrained net" : `Epoch ${epoch}`;
}
