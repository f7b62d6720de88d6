import { memo, type SVGProps } from "react";
import { barPath, linePath, placed, stepPath, type BarSeries, type Series } from "./series";
import type { Scale } from "./scales";
import styles from "./xy-plot.module.css";

interface PlotSeriesProps {
  readonly series: Series;
  readonly x: Scale;
  readonly y: Scale;
}

/** One series as a path; it is drawn again only when it or the scales change. */
export const PlotSeries = memo(function PlotSeries({ series, x, y }: PlotSeriesProps) {
  const { key, title, colour, dash, faint, silent } = series;
  return (
    <g className={styles.series} data-series={key} data-title={silent === true ? undefined : title} data-faint={faint} stroke={colour} strokeDasharray={dash}>
      <Shape series={series} x={x} y={y} />
    </g>
  );
});

function Shape({ series, x, y }: PlotSeriesProps) {
  const { colour } = series;
  if (series.kind === "bars") return <path d={barPath(series, x, y)} {...barLook(series)} />;
  const points = placed(series.points, x, y, series.most);
  const [first] = points;
  if (series.kind === "points" || (points.length === 1 && first !== undefined)) {
    return points.map((point, index) => <circle key={index} cx={point.x} cy={point.y} r={3} fill={colour} stroke="none" />);
  }
  const line = series.kind === "step" ? stepPath(points) : linePath(points);
  if (series.kind !== "area" || first === undefined) return <path d={line} fill="none" />;
  const foot = y.range[0];
  return (
    <>
      <path d={`${line}V${foot}H${first.x.toFixed(1)}Z`} fill={colour} fillOpacity={0.16} stroke="none" />
      <path d={line} fill="none" />
    </>
  );
}

function barLook({ look, colour }: BarSeries): SVGProps<SVGPathElement> {
  if (look === "filled") return { fill: colour, fillOpacity: 0.35, stroke: "none" };
  if (look === "outlined") return { fill: "none", strokeWidth: 1.75 };
  return { fill: colour, fillOpacity: 0.16, strokeWidth: 1.5 };
}
