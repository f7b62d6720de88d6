import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { createPortal } from "react-dom";
import { usePlot, type Plot } from "./plot-context";
import { nearestStop, readingsAt, stopsOf, type Reading, type Stop } from "./readings";
import { ariaNumber, makeScale, showing, tickText, zoomed, type Interval } from "./scales";
import type { Series } from "./series";
import styles from "./xy-plot.module.css";
import type { Zoom, ZoomWindow } from "./zoom";

/** How a plot is read, by pointer and by arrow keys. */
export interface ReaderSpec {
  /** What the slider is called: "Values at an epoch". */
  readonly label: string;
  /** What a stop is called: "Epoch 3". */
  readonly name: (stop: Stop, index: number) => string;
  /** How values are written, where `read` does not do it. */
  readonly format?: (value: number) => string;
  /** In the order of the arrow keys, sorted by x. By default each x of the series. */
  readonly stops?: readonly Stop[];
  /** What is read at a stop. By default all series at its x. */
  readonly read?: (stop: Stop, index: number) => readonly Reading[];
  /** Where the keyboard begins; the first stop by default. */
  readonly begins?: "first" | "last";
}

interface PlotReaderProps {
  readonly series: readonly Series[];
  readonly spec: ReaderSpec;
  readonly zoom: Zoom | undefined;
  readonly zoomBy: "x" | "xy";
  /** The x axis when nothing is zoomed. */
  readonly whole: Interval;
}

interface Corner {
  readonly left: number;
  readonly top: number;
}

/** Of a drag, in pixels: less is a click. */
const LEAST_DRAG = 8;
/** No closer than this part of the whole axis: beyond it numbers run out of digits. */
const CLOSEST = 1e-6;
const HELP = "Arrow keys read values. Plus and minus zoom, Escape shows all again.";

/** Reads single places off all series and picks the part to zoom to; it alone is drawn again as the pointer moves. */
export function PlotReader({ series, spec, zoom, zoomBy, whole }: PlotReaderProps) {
  const plot = usePlot();
  const { x, area, host } = plot;
  const stops = useMemo(() => spec.stops ?? stopsOf(series), [spec.stops, series]);
  const [chosen, setChosen] = useState<number | null>(null);
  const zoomTo = (next: ZoomWindow): void => {
    const [from, to] = next.x.map(makeScale(x.kind, whole, [0, 1]).at) as [number, number];
    if (to - from >= 1 - CLOSEST && next.y === null) zoom?.set(null);
    else if (to - from > CLOSEST) zoom?.set(next);
  };
  const drag = useDrag(plot, zoomBy, zoom === undefined ? null : zoomTo);
  const last = stops.length - 1;
  const shown = Math.min(last, chosen ?? (spec.begins === "last" ? last : 0));
  const stop = stops[shown];
  if (stop === undefined) return null;
  const window = zoom?.window ?? null;
  const { brush } = drag;
  const step = (event: KeyboardEvent): void => {
    const next = AFTER_KEY[event.key]?.(shown, last);
    const factor = ZOOM_KEYS[event.key];
    if (next !== undefined) {
      const index = Math.min(last, Math.max(0, next));
      setChosen(index);
      const to = stops[index];
      if (to !== undefined && window !== null) zoomTo({ ...window, x: showing(x.kind, x.domain, whole, to.x) });
    } else if (factor !== undefined && zoom !== undefined) {
      zoomTo({ x: zoomed(x.kind, x.domain, whole, stop.x, factor), y: null });
    } else if (event.key === "Escape" && drag.under) {
      drag.drop();
    } else if (event.key === "Escape" && window !== null) {
      zoom?.set(null);
    } else {
      return;
    }
    event.preventDefault();
  };
  const move = (event: PointerEvent): void => {
    drag.move(event);
    const { left, top } = cornerOf(plot, event);
    if (brush === null) setChosen(nearestStop(stops, plot, left, top));
  };
  const readings = spec.read?.(stop, shown) ?? readingsAt(series, stop.x, spec.format ?? tickText);
  const name = spec.name(stop, shown);
  const at = x.at(stop.x);
  const reading = chosen !== null && brush === null && at >= area.left - 1 && at <= area.left + area.width + 1;
  return (
    <g
      tabIndex={0}
      role="slider"
      className={styles.reader}
      data-aside
      aria-label={spec.label}
      aria-description={zoom === undefined ? undefined : HELP}
      aria-valuemin={ariaNumber(stops[0]?.x ?? stop.x)}
      aria-valuemax={ariaNumber(stops[last]?.x ?? stop.x)}
      aria-valuenow={ariaNumber(stop.x)}
      aria-valuetext={`${name}: ${readings.map(({ title, value }) => `${title} ${value}`).join(", ")}`}
      onFocus={() => { setChosen(shown); }}
      onBlur={() => { setChosen(null); }}
      onKeyDown={step}
    >
      <rect
        className={styles.catcher}
        x={area.left}
        y={area.top}
        width={area.width}
        height={area.height}
        onPointerDown={drag.begin}
        onPointerMove={move}
        onPointerUp={drag.end}
        onPointerCancel={drag.drop}
        onPointerLeave={() => { setChosen(null); }}
        onDoubleClick={() => { zoom?.set(null); }}
      />
      {brush !== null && <rect className={styles.brush} x={brush.left} y={brush.top} width={brush.right - brush.left} height={brush.foot - brush.top} pointerEvents="none" />}
      {reading && <Marks at={at} readings={readings} />}
      {reading && host !== null && createPortal(<Values name={name} readings={readings} at={at} right={at > area.left + area.width / 2} />, host)}
    </g>
  );
}

function cornerOf({ host }: Plot, { clientX, clientY }: PointerEvent): Corner {
  const box = host?.getBoundingClientRect();
  return { left: clientX - (box?.left ?? 0), top: clientY - (box?.top ?? 0) };
}

interface Drag {
  /** The pointer is down, whether it has moved or not. */
  readonly under: boolean;
  readonly brush: Brush | null;
  begin(event: PointerEvent): void;
  move(event: PointerEvent): void;
  end(): void;
  drop(): void;
}

/** A drag that marks a part of the plot. @param onEnd is told what was marked; null: nothing can be */
function useDrag(plot: Plot, by: "x" | "xy", onEnd: ((marked: ZoomWindow) => void) | null): Drag {
  const [drag, setDrag] = useState<{ readonly from: Corner; readonly to: Corner } | null>(null);
  const brush = drag === null ? null : brushOf(plot, drag.from, drag.to, by);
  const { x, y } = plot;
  const drop = (): void => {
    setDrag(null);
  };
  return {
    under: drag !== null,
    brush,
    begin: (event) => {
      if (onEnd === null || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const from = cornerOf(plot, event);
      setDrag({ from, to: from });
    },
    move: (event) => {
      if (drag !== null) setDrag({ from: drag.from, to: cornerOf(plot, event) });
    },
    end: () => {
      if (brush !== null) onEnd?.({ x: [x.value(brush.left), x.value(brush.right)], y: by === "xy" ? [y.value(brush.foot), y.value(brush.top)] : null });
      drop();
    },
    drop,
  };
}

interface Brush {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
}

/** The part that a drag marks, null while it is so small that a click was meant. */
function brushOf({ area }: Plot, from: Corner, to: Corner, by: "x" | "xy"): Brush | null {
  const within = (value: number, start: number, length: number): number => Math.min(start + length, Math.max(start, value));
  const [left, right] = [from.left, to.left].map((pixel) => within(pixel, area.left, area.width)).sort((a, b) => a - b) as [number, number];
  const [top, foot] = [from.top, to.top].map((pixel) => within(pixel, area.top, area.height)).sort((a, b) => a - b) as [number, number];
  if (right - left < LEAST_DRAG) return null;
  if (by === "x") return { left, right, top: area.top, foot: area.top + area.height };
  return foot - top < LEAST_DRAG ? null : { left, right, top, foot };
}

/** A line at the stop, and a dot where each series is read. */
function Marks({ at, readings }: { readonly at: number; readonly readings: readonly Reading[] }) {
  const { x, y, area } = usePlot();
  const foot = area.top + area.height;
  return (
    <g pointerEvents="none">
      <line className={styles.hair} x1={at} x2={at} y1={area.top} y2={foot} />
      {readings.map(({ key, colour, x: own, y: height }) => {
        const top = height === undefined ? NaN : y.at(height);
        return top >= area.top - 1 && top <= foot + 1 ? <circle key={key} cx={own === undefined ? at : x.at(own)} cy={top} r={3.5} fill={colour} stroke="var(--card)" /> : null;
      })}
    </g>
  );
}

interface ValuesProps {
  readonly name: string;
  readonly readings: readonly Reading[];
  /** Pixels from the left of the plot. */
  readonly at: number;
  /** The stop lies in the right half: the box goes to its left. */
  readonly right: boolean;
}

/** From the stop to the box, in pixels. */
const BESIDE = 12;

/** All that is read at one stop, in a box that stays within the plot. */
function Values({ name, readings, at, right }: ValuesProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const { offsetWidth, offsetParent } = box.current;
    const wanted = right ? at - BESIDE - offsetWidth : at + BESIDE;
    box.current.style.left = `${Math.max(0, Math.min(wanted, (offsetParent?.clientWidth ?? Infinity) - offsetWidth))}px`;
  });
  return (
    <div ref={box} className={styles.values} aria-hidden>
      <strong>{name}</strong>
      <dl>
        {readings.map(({ key, title, colour, dash, value }) => (
          <div key={key} className={styles.value}>
            <dt>
              <svg viewBox="0 0 14 4">
                <line x1={0} x2={14} y1={2} y2={2} stroke={colour} strokeWidth={3} strokeDasharray={dash} />
              </svg>
              {title}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const ZOOM_KEYS: Readonly<Record<string, number>> = { "+": 0.5, "=": 0.5, "-": 2 };

const AFTER_KEY: Readonly<Record<string, (stop: number, last: number) => number>> = {
  ArrowLeft: (stop) => stop - 1,
  ArrowDown: (stop) => stop - 1,
  ArrowRight: (stop) => stop + 1,
  ArrowUp: (stop) => stop + 1,
  PageDown: (stop) => stop - 10,
  PageUp: (stop) => stop + 10,
  Home: () => 0,
  End: (_stop, last) => last,
};
