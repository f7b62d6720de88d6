import { useMemo } from "react";
import type { RawCell } from "../../../../domain/features/fitted";
import type { Dependence } from "../../../../domain/why/partial-dependence";
import { usePlot } from "../../../charts/kit/plot-context";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import { tickText } from "../../../charts/kit/scales";
import type { AxisSpec } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import type { Zoom } from "../../../charts/kit/zoom";
import { beneath, dependenceSeries, scoreText } from "./dependence-figures";
import styles from "./why.module.css";

export type ScoreScale = "linear" | "logit";

interface DependencePlotProps {
  readonly dependence: Dependence<RawCell>;
  readonly values: readonly RawCell[];
  readonly source: string;
  readonly colour: string;
  readonly scale: ScoreScale;
  readonly zoom: Zoom;
}

const SCORES: Readonly<Record<ScoreScale, AxisSpec>> = {
  linear: { title: "score" },
  logit: { title: "score, logit axis", scale: "logit", format: (value) => tickText(value, "logit") },
};
const BINS = 60;
/** Of the height of the plot, what the fullest bin takes. */
const FULLEST = 0.16;

/** The score over a column of numbers: single rows faint, their average thick, and beneath where the data lies. */
export function DependencePlot({ dependence, values, source, colour, scale, zoom }: DependencePlotProps) {
  const series = useMemo(() => dependenceSeries(dependence, colour), [dependence, colour]);
  const x = useMemo((): AxisSpec => ({ title: source }), [source]);
  const reader = useMemo((): ReaderSpec => ({ label: `Values of ${source}`, name: (stop) => `${source} ${tickText(stop.x)}`, format: scoreText, begins: "first" }), [source]);
  const behind = useMemo(() => <Beneath values={values} colour={colour} />, [values, colour]);
  return (
    <div className={styles.curves}>
      <XyPlot series={series} x={x} y={SCORES[scale]} reader={reader} zoom={zoom} behind={behind} empty="The scores of this net are not numbers that have a place on this axis." />
    </div>
  );
}

function Beneath({ values, colour }: { readonly values: readonly RawCell[]; readonly colour: string }) {
  const { x, area } = usePlot();
  const [low, high] = x.domain;
  const { heights } = useMemo(() => beneath(values, [low, high], BINS), [values, low, high]);
  const foot = area.top + area.height;
  return heights.map((height, bin) => {
    const tall = height === 0 ? 0 : Math.max(2, height * FULLEST * area.height);
    const wide = area.width / BINS;
    return <rect key={bin} x={area.left + bin * wide} y={foot - tall} width={Math.max(1, wide - 1)} height={tall} fill={colour} fillOpacity={0.28} />;
  });
}
