import { useId, useMemo, useState, type ReactNode } from "react";
import { Axes, mostTicks } from "./plot-axes";
import { PlotContext, type Plot, type PlotArea } from "./plot-context";
import { PlotReader, type ReaderSpec } from "./plot-reader";
import { PlotSeries } from "./plot-series";
import { makeScale, type Interval, type Scale, type ScaleKind } from "./scales";
import { heightsOf, isEmpty, wholeOf, type AxisSpec, type Series } from "./series";
import { useSize } from "./use-size";
import styles from "./xy-plot.module.css";
import type { Zoom } from "./zoom";

export interface XyPlotProps {
  /** Drawn in this order. What has not changed, by identity, is not drawn again. */
  readonly series: readonly Series[];
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  /** Without it the plot is not read, and not zoomed by hand. */
  readonly reader?: ReaderSpec;
  readonly zoom?: Zoom;
  /** What a drag marks: a part of the x axis, to which the y axis adapts, or a rectangle. */
  readonly zoomBy?: "x" | "xy";
  /** Drawn beneath the series, cut off at the edges, with `usePlot()`. */
  readonly behind?: ReactNode;
  /** Drawn above all, with `usePlot()`: markers, a DragLine. */
  readonly children?: ReactNode;
  /** In pixels; by default 280, or what the frame around the plot says. */
  readonly height?: number;
  /** What is said instead where no series has a point. */
  readonly empty?: string;
}

/** In pixels, beside what is written there. */
const LEFT = 54;
const RIGHT = 14;
const TOP = { bare: 8, titled: 24 } as const;
const FOOT = { bare: 26, titled: 42 } as const;

/** Series over two axes. Axes, series and reader are drawn apart: a pointer that moves, or an overlay, leaves the picture as it is. */
export function XyPlot({ height, empty, ...picture }: XyPlotProps) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const size = useSize(host);
  const nothing = isEmpty(picture.series, picture.x.scale ?? "linear", picture.y.scale ?? "linear");
  return (
    <div className={styles.plot} ref={setHost} style={height === undefined ? undefined : { height }}>
      {nothing ? <p className={styles.empty}>{empty ?? "Nothing to show."}</p> : size !== null && size.width > 0 && <Picture {...picture} {...size} host={host} />}
    </div>
  );
}

interface PictureProps extends Omit<XyPlotProps, "height" | "empty"> {
  readonly width: number;
  readonly height: number;
  readonly host: HTMLElement | null;
}

function Picture({ series, x: xAxis, y: yAxis, reader, zoom, zoomBy = "x", behind, children, width, height, host }: PictureProps) {
  const clip = useId();
  const whole = useMemo(() => wholeOf(series, xAxis), [series, xAxis]);
  const area = useArea(width, height, xAxis.title !== undefined, yAxis.title !== undefined);
  const window = zoom?.window ?? null;
  const across = window?.x ?? whole;
  const x = useScale(xAxis.scale, across, area.left, area.left + area.width);
  const up = useMemo(
    () => window?.y ?? heightsOf(series, yAxis, x.domain, mostTicks(area.height, "up")),
    [window, series, yAxis, x, area],
  );
  const y = useScale(yAxis.scale, up, area.top + area.height, area.top);
  const plot = useMemo((): Plot => ({ x, y, area, host }), [x, y, area, host]);
  return (
    <PlotContext value={plot}>
      <svg width={width} height={height} data-picture>
        <clipPath id={clip}>
          <rect x={area.left - 1} y={area.top - 2} width={area.width + 2} height={area.height + 4} />
        </clipPath>
        <g aria-hidden>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} area={area} />
        </g>
        <g aria-hidden clipPath={`url(#${clip})`}>
          {behind}
          {series.map((each) => (
            <PlotSeries key={each.key} series={each} x={x} y={y} />
          ))}
        </g>
        {reader !== undefined && <PlotReader series={series} spec={reader} zoom={zoom} zoomBy={zoomBy} whole={whole} />}
        {children}
      </svg>
    </PlotContext>
  );
}

function useArea(width: number, height: number, xTitled: boolean, yTitled: boolean): PlotArea {
  return useMemo(() => {
    const top = yTitled ? TOP.titled : TOP.bare;
    const foot = xTitled ? FOOT.titled : FOOT.bare;
    return { left: LEFT, top, width: Math.max(1, width - LEFT - RIGHT), height: Math.max(1, height - top - foot) };
  }, [width, height, xTitled, yTitled]);
}

/** The same object for as long as its figures stay. */
function useScale(kind: ScaleKind = "linear", [from, to]: Interval, start: number, end: number): Scale {
  return useMemo(() => makeScale(kind, [from, to], [start, end]), [kind, from, to, start, end]);
}
