import type { Comparison } from "../../../../domain/examiner";
import type { CurveName } from "../../../../domain/metrics/curves";
import { perSplit, type Split } from "../../../../domain/split";
import { LevelLines } from "../../../charts/level-lines";
import { usePlot } from "../../../charts/kit/plot-context";
import styles from "./curves.module.css";

const STEPS = 64;

/** What a model that knows nothing would do: its line is drawn pixel by pixel, for the axis may be logarithmic. */
export function NoSkill({ of }: { readonly of: (x: number) => number }) {
  const { x, y, area } = usePlot();
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const left = area.left + (step / STEPS) * area.width;
    return `${left.toFixed(1)} ${y.at(of(x.value(left))).toFixed(1)}`;
  });
  return <path className={styles.noSkill} d={`M${points.join("L")}`} />;
}

interface BehindCurveProps {
  readonly name: CurveName;
  readonly splits: Comparison;
  readonly shown: readonly Split[];
}

export function BehindCurve({ name, splits, shown }: BehindCurveProps) {
  if (name === "precision-recall") {
    return <LevelLines levels={perSplit((split) => (shown.includes(split) ? splits[split].positives / splits[split].rows : null))} />;
  }
  return <NoSkill of={name === "lift" ? one : itself} />;
}

export function itself(x: number): number {
  return x;
}

function one(): number {
  return 1;
}
