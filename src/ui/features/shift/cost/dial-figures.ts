import type { Point } from "../../../../domain/downsample";
import { dialReading, dialStops, type DialReading } from "../../../../domain/shift/dial";
import { dailyText, shareText } from "../../../../domain/shift/dial-words";
import { ratesOf, type SplitRates } from "../../../../domain/shift/gap";
import { rateText } from "../../../../domain/shift/gap-words";
import type { Evaluation } from "../../../../domain/metrics/evaluation";
import { perSplit, SPLIT_TITLES, type PerSplit, type Split } from "../../../../domain/split";
import type { ChartTable } from "../../../charts/kit/chart-table";
import { ticksOf } from "../../../charts/kit/scales";
import type { AxisSpec, PointSeries } from "../../../charts/kit/series";

export const DIAL_PLOTS = ["accuracy", "precision", "alerts"] as const;

export type DialPlot = (typeof DIAL_PLOTS)[number];

const STOPS = dialStops(121);

/** What a plot shows of a reading; null where it is undefined. */
export function plotValue(plot: DialPlot, { accuracy, precision, called }: DialReading, eventsPerDay: number): number | null {
  if (plot === "accuracy") return accuracy;
  if (plot === "precision") return precision;
  return called === null ? null : called * eventsPerDay;
}

export function plotText(plot: DialPlot, value: number): string {
  return plot === "alerts" ? dailyText(value) : rateText(value);
}

/** The curves of a plot over the whole axis. */
export function dialSeries(plot: DialPlot, rates: SplitRates, of: Split, eventsPerDay: number): PointSeries[] {
  const readings = STOPS.map((stop) => dialReading(rates, stop));
  const points = (value: (reading: DialReading) => number | null): Point[] =>
    readings.flatMap((reading) => {
      const y = value(reading);
      return y === null ? [] : [{ x: reading.prevalence, y }];
    });
  const model: PointSeries = { key: "model", title: `rates of ${of}`, colour: `var(--${of})`, kind: "line", points: points((reading) => plotValue(plot, reading, eventsPerDay)) };
  if (plot !== "accuracy") return [model];
  const constant = { colour: "var(--muted)", kind: "line" } as const;
  return [
    { ...constant, key: "zero", title: "always 0", dash: "6 4", points: points(({ alwaysZero }) => alwaysZero) },
    { ...constant, key: "one", title: "always 1", dash: "2 3", points: points(({ alwaysOne }) => alwaysOne) },
    model,
  ];
}

/** Of the height of a plot, kept free for what the line of the dial says. */
const HEADROOM = 0.16;

/** @param series the curves that it is of */
export function dialYAxis(plot: DialPlot, series: readonly PointSeries[]): AxisSpec {
  if (plot === "alerts") return alertsAxis(series.flatMap(({ points }) => points.flatMap(({ y }) => (y > 0 ? [y] : []))));
  return { domain: [0, 1 + HEADROOM], ticks: (domain, most) => ticksOf("linear", domain, most).filter((tick) => tick <= 1), title: plot === "accuracy" ? "accuracy" : "precision: share of alerts that are real" };
}

function alertsAxis(alerts: readonly number[]): AxisSpec {
  const axis = { scale: "log", title: "alerts a day, logarithmic" } as const;
  const [low, high] = [Math.min(...alerts), Math.max(...alerts)];
  if (!(high > low)) return axis;
  const room = Math.max(2, (high / low) ** HEADROOM);
  return { ...axis, domain: [low, high * room], ticks: (domain, most) => ticksOf("log", domain, most).filter((tick) => tick <= high) };
}

/** Where a split itself stands: at its own share of positives, by its own rates. */
export function standings(figures: PerSplit<Evaluation>): PerSplit<DialReading | null> {
  return perSplit((split) => {
    const rates = ratesOf(figures[split].confusion);
    return rates.prevalence === null ? null : dialReading(rates, rates.prevalence);
  });
}

export function dialTable(rates: SplitRates, of: Split, eventsPerDay: number): ChartTable {
  return {
    columns: ["share of positives", `accuracy, rates of ${of}`, "always 0", "always 1", "precision", "alerts a day"],
    rows: STOPS.map((stop) => {
      const reading = dialReading(rates, stop);
      return [stop, reading.accuracy, reading.alwaysZero, reading.alwaysOne, reading.precision, plotValue("alerts", reading, eventsPerDay)];
    }),
    format: (value, column) => (column === 0 ? shareText(value) : column === 5 ? dailyText(value) : rateText(value)),
  };
}

export function dialSummary(own: PerSplit<DialReading | null>): string {
  const places = Object.entries(own).flatMap(([split, reading]) =>
    reading === null || reading.accuracy === null ? [] : [`${SPLIT_TITLES[split as Split]} stands at ${shareText(reading.prevalence)} with accuracy ${rateText(reading.accuracy)}`],
  );
  return `Accuracy, precision and alerts a day over the share of positives, from 0.001 % to 99.999 %. ${places.join("; ")}.`;
}
