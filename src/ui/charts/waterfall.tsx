import { useMemo } from "react";
import type { Interval } from "../../domain/metrics/wilson";
import { usePlot } from "./kit/plot-context";
import type { ReaderSpec } from "./kit/plot-reader";
import { ticksOf } from "./kit/scales";
import type { AxisSpec, Series } from "./kit/series";
import { XyPlot } from "./kit/xy-plot";
import styles from "./waterfall.module.css";

/** A level that is stood on, or a change from one to the next. */
export interface WaterfallStep {
  /** Written beneath it. */
  readonly name: string;
  /** Its foot and its head; of a level the foot is 0. */
  readonly from: number;
  readonly to: number;
  readonly kind: "level" | "change";
  /** Of CSS. */
  readonly colour: string;
  /** Written above it. */
  readonly text: string;
  /** Read out besides: its interval, in words. */
  readonly note?: string;
  /** Where its head may lie, as a whisker. */
  readonly interval?: Interval | null;
}

interface WaterfallProps {
  /** What the slider over the steps is called: "Steps from Train to Test". */
  readonly label: string;
  /** From a level by changes to a level. */
  readonly steps: readonly WaterfallStep[];
  /** Whether the axis goes from 0 to 1; else only as far as the steps do. */
  readonly whole: boolean;
  readonly format: (value: number) => string;
  readonly yTitle: string;
}

/** Of a step's own room. */
const HALF = 0.36;

/** How one share becomes another, change by change. */
export function Waterfall({ label, steps, whole, format, yTitle }: WaterfallProps) {
  const series = useMemo((): Series[] => [{ key: "levels", title: "levels", colour: "var(--line-strong)", dash: "3 3", kind: "step", silent: true, points: steps.map(({ to }, x) => ({ x, y: to })) }], [steps]);
  const x = useMemo((): AxisSpec => ({ domain: [-0.55, steps.length - 0.45], ticks: () => steps.map((_, index) => index), format: (index) => steps[index]?.name ?? "" }), [steps]);
  const y = useMemo((): AxisSpec => ({ domain: whole ? [0, 1.1] : nearDomain(steps), title: yTitle, format, ticks: (domain, most) => ticksOf("linear", domain, most).filter((tick) => tick >= 0 && tick <= 1) }), [steps, whole, format, yTitle]);
  const reader = useMemo(
    (): ReaderSpec => ({
      label,
      stops: steps.map((_, index) => ({ x: index })),
      name: (_stop, index) => steps[index]?.name ?? "",
      read: (_stop, index) => {
        const step = steps[index];
        if (step === undefined) return [];
        const { kind, colour, text, to, note } = step;
        const said = { key: "step", title: kind === "level" ? "accuracy" : "change", colour, value: text };
        return [said, ...(kind === "change" ? [{ key: "to", title: "leads to", colour: "transparent", value: format(to) }] : []), ...(note === undefined ? [] : [{ key: "note", title: "95 % interval", colour: "transparent", value: note }])];
      },
    }),
    [label, steps, format],
  );
  return (
    <XyPlot series={series} x={x} y={y} reader={reader}>
      <Bars steps={steps} />
    </XyPlot>
  );
}

/** Room above and below what is drawn, for what is written there. */
function nearDomain(steps: readonly WaterfallStep[]): readonly [number, number] {
  const values = steps.flatMap(({ kind, from, to, interval }) => [to, ...(kind === "change" ? [from] : []), ...(interval ? [interval.low, interval.high] : [])]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(high - low, 1e-5);
  return [Math.max(0, low - 0.15 * room), high + 0.25 * room];
}

function Bars({ steps }: { readonly steps: readonly WaterfallStep[] }) {
  const { x, y, area } = usePlot();
  const foot = area.top + area.height;
  const within = (pixel: number): number => Math.min(foot, Math.max(area.top, pixel));
  return (
    <g aria-hidden pointerEvents="none">
      {steps.map(({ name, from, to, kind, colour, text, interval }, index) => {
        const [left, right] = [x.at(index - HALF), x.at(index + HALF)];
        const [start, end] = [within(y.at(from)), within(y.at(to))];
        const middle = x.at(index);
        const whisker = interval ? ([within(y.at(interval.low)), within(y.at(interval.high))] as const) : null;
        const top = Math.min(start, end, ...(whisker ?? []));
        return (
          <g key={`${index} ${name}`}>
            <rect className={styles.bar} data-kind={kind} x={left} y={Math.min(start, end)} width={right - left} height={Math.max(2, Math.abs(end - start))} rx={2} style={{ "--own": colour } as object} />
            {whisker !== null && <path className={styles.whisker} d={`M${middle} ${whisker[0]}V${whisker[1]}M${middle - 5} ${whisker[0]}h10M${middle - 5} ${whisker[1]}h10`} />}
            <text className={styles.text} x={middle} y={top - 6} textAnchor="middle">
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
