import { useMemo, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Comparison } from "../../../../domain/examiner";
import type { CumulativeCounts } from "../../../../domain/metrics/cumulative-counts";
import type { Curve, CurveName } from "../../../../domain/metrics/curves";
import { confusionOfIndex, lastAbove, operatingPoint } from "../../../../domain/metrics/operating-point";
import { SPLIT_TITLES, type PerSplit, type Split } from "../../../../domain/split";
import { usePlot, type Plot } from "../../../charts/kit/plot-context";
import { ariaNumber } from "../../../charts/kit/scales";
import { splitHue } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import { nearestAlong, stepAlong, type PlacedCurve } from "./along-curve";
import { CURVE_AXES, curveIn, placeOf } from "./curve-figures";
import styles from "./curves.module.css";
import { thresholdValue } from "./threshold-line";
import { confusionText, formatRate, formatThreshold } from "./threshold-text";

interface CurveHandlesProps {
  readonly name: CurveName;
  readonly splits: Comparison;
  readonly shown: readonly Split[];
}

/** Where the threshold of the stage lies on the curve of each split. */
export function CurveHandles({ name, splits, shown }: CurveHandlesProps) {
  return (
    <g data-overlay>
      {shown.map((split) => {
        const curve = curveIn(splits[split], name);
        return curve.index !== null && <CurveHandle key={split} name={name} split={split} curve={curve} counts={splits[split].counts} />;
      })}
    </g>
  );
}

interface CurveHandleProps {
  readonly name: CurveName;
  readonly split: Split;
  readonly curve: Curve;
  readonly counts: CumulativeCounts;
}

/** Drawn points of the curve, a key press. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity };

/** In pixels. Those drawn first are larger, so that points in one place are all seen. */
const RADII: PerSplit<number> = { train: 8.5, validation: 6.5, test: 4.5 };

/** A point that is dragged along the curve of its split and takes the threshold with it. */
function CurveHandle({ name, split, curve, counts }: CurveHandleProps) {
  const plot = usePlot();
  const threshold = useApp(thresholdValue);
  const choose = useApp((state) => state.chooseThreshold);
  const placed = useMemo(() => placedOn(plot, curve), [plot, curve]);
  const [held, setHeld] = useState(false);
  const index = lastAbove(counts, threshold);
  const { left, top, outside } = spotOf(plot, name, curve, counts, index);
  const take = (next: number): void => {
    if (next !== index) choose(operatingPoint(counts, next).threshold, { kind: "dragged" });
  };
  const follow = (event: PointerEvent): void => {
    const box = plot.host?.getBoundingClientRect();
    take(nearestAlong(curve, counts, placed, event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)));
  };
  const step = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    take(stepAlong(curve, index, by));
  };
  return (
    <g
      className={styles.handle}
      style={splitHue(split)}
      tabIndex={0}
      role="slider"
      data-held={held || undefined}
      aria-label={`Threshold on the ${CURVE_AXES[name].title} curve of ${SPLIT_TITLES[split]}`}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={ariaNumber(Math.min(1, Math.max(0, threshold)))}
      aria-valuetext={spoken(name, counts, index, threshold)}
      opacity={outside ? 0.4 : undefined}
      onKeyDown={step}
    >
      <circle className={styles.dot} cx={left} cy={top} r={RADII[split] + (held ? 2 : 0)} />
      <circle
        className={styles.reach}
        cx={left}
        cy={top}
        r={13}
        data-aside
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld(true);
        }}
        onPointerMove={(event) => {
          if (held) follow(event);
        }}
        onPointerUp={() => { setHeld(false); }}
        onPointerCancel={() => { setHeld(false); }}
      />
    </g>
  );
}

function spoken(name: CurveName, counts: CumulativeCounts, index: number, threshold: number): string {
  const place = placeOf(name, counts, index);
  const { x, y } = CURVE_AXES[name];
  const figures = place === null ? "no row is called 1" : `${x} ${formatRate(place.x)}, ${y} ${formatRate(place.y)}`;
  return `${formatThreshold(threshold)}: ${figures}, ${confusionText(confusionOfIndex(counts, index))}`;
}

function placedOn({ x, y, area }: Plot, curve: Curve): PlacedCurve {
  return {
    left: curve.x.map((value) => finiteOr(x.at(value), area.left)),
    top: curve.y.map((value) => finiteOr(y.at(value), area.top + area.height)),
  };
}

/** What has no place on a logarithmic axis lies before its beginning. */
function finiteOr(pixel: number, start: number): number {
  return Number.isFinite(pixel) ? pixel : start;
}

interface Spot {
  readonly left: number;
  readonly top: number;
  /** It lies beyond what is in sight, or the curve is not defined there: it waits at the edge. */
  readonly outside: boolean;
}

function spotOf({ x, y, area }: Plot, name: CurveName, curve: Curve, counts: CumulativeCounts, index: number): Spot {
  const place = placeOf(name, counts, index);
  const { x: atX, y: atY } = place ?? { x: curve.x[0] ?? 0, y: curve.y[0] ?? 0 };
  const [right, foot] = [area.left + area.width, area.top + area.height];
  const [wantedLeft, wantedTop] = [finiteOr(x.at(atX), area.left), finiteOr(y.at(atY), foot)];
  const left = Math.min(right, Math.max(area.left, wantedLeft));
  const top = Math.min(foot, Math.max(area.top, wantedTop));
  return { left, top, outside: place === null || Math.hypot(left - wantedLeft, top - wantedTop) > 1 };
}
