import { tickText, ticksOf, wholeTicks, type Scale } from "./scales";
import { memo } from "react";
import type { PlotArea } from "./plot-context";
import type { AxisSpec } from "./series";
import styles from "./xy-plot.module.css";

/** Room for a tick and what is written at it, in pixels. */
const ROOM = { across: 56, up: 38 } as const;

/** About how many ticks an axis of a length has room for. */
export function mostTicks(length: number, axis: keyof typeof ROOM): number {
  return Math.max(2, Math.floor(length / ROOM[axis]));
}

interface AxesProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly xAxis: AxisSpec;
  readonly yAxis: AxisSpec;
  readonly area: PlotArea;
}

/** A faint line at each tick of the upright axis, what is written at the ticks of both, and their titles. */
export const Axes = memo(function Axes({ x, y, xAxis, yAxis, area }: AxesProps) {
  const [right, foot] = [area.left + area.width, area.top + area.height];
  return (
    <g className={styles.axes}>
      {axisTicks(y, yAxis, mostTicks(area.height, "up")).map(({ value, at, text }) => (
        <g key={value}>
          <line className={styles.grid} x1={area.left} x2={right} y1={at} y2={at} />
          <text x={area.left - 8} y={at} dy="0.32em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <line className={styles.foot} x1={area.left} x2={right} y1={foot} y2={foot} />
      {axisTicks(x, xAxis, mostTicks(area.width, "across")).map(({ value, at, text }) => (
        <text key={value} x={at} y={foot + 18} textAnchor="middle">
          {text}
        </text>
      ))}
      {xAxis.title !== undefined && (
        <text x={right} y={foot + 36} textAnchor="end">
          {xAxis.title}
        </text>
      )}
      {yAxis.title !== undefined && (
        <text x={area.left} y={area.top - 9}>
          {yAxis.title}
        </text>
      )}
    </g>
  );
});

interface Tick {
  readonly value: number;
  readonly at: number;
  readonly text: string;
}

function axisTicks(scale: Scale, { ticks, whole, format }: AxisSpec, most: number): Tick[] {
  const values = ticks?.(scale.domain, most) ?? (whole === true ? wholeTicks(scale.domain, most) : ticksOf(scale.kind, scale.domain, most));
  return values.map((value) => ({ value, at: scale.at(value), text: format?.(value) ?? tickText(value, scale.kind) }));
}
