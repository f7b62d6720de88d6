import type { DriftMeasures, FeatureDrift } from "../../../../domain/shift/drift";
import { CUT_OFFS, EFFECT_LEVELS, effectSize, missingShares, type EffectSize } from "../../../../domain/shift/effect-size";
import { DRIFT_MEASURES, type DriftMeasure } from "../../../../domain/shift/measure-text";
import { nameHolds } from "../../../components/name-holds";

/** Which rows of both splits are held against each other. */
export type Among = "all" | "positives" | "negatives";

/** A line of the table: one column of the data among some rows. */
export interface DriftRow {
  readonly drift: FeatureDrift;
  readonly among: Among;
  /** Null where a side has no row of the class. */
  readonly measures: DriftMeasures | null;
  readonly effect: EffectSize | null;
  /** The first line of its column: the others stand below it. */
  readonly leads: boolean;
}

export type DriftKey = "name" | "effect" | "missing" | DriftMeasure;

/** Null: by effect size, the largest first. */
export type DriftOrder = { readonly by: DriftKey; readonly direction: "ascending" | "descending" } | null;

const MEASURES: Readonly<Record<Among, (drift: FeatureDrift) => DriftMeasures | null>> = {
  all: ({ all }) => all,
  positives: ({ withinPositive }) => withinPositive,
  negatives: ({ withinNegative }) => withinNegative,
};

/**
 * The columns whose names hold the filter's text, each with a line for every one of `amongs`. Of these the line with the
 * largest figure decides where a column stands; columns without the figure come last either way.
 * @param drifts all columns, against one split: what chance makes is taken over all of them
 */
export function driftRows(drifts: readonly FeatureDrift[], amongs: readonly Among[], filter: string, order: DriftOrder): DriftRow[] {
  const looks = drifts.length * amongs.length;
  const columns = drifts
    .filter(({ name }) => nameHolds(name, filter))
    .map((drift) => {
      const lines = amongs.map((among, index): DriftRow => {
        const measures = MEASURES[among](drift);
        return { drift, among, measures, effect: measures === null ? null : effectSize(drift.kind, measures, looks), leads: index === 0 };
      });
      return { drift, lines, figure: largest(lines, order?.by ?? "effect") };
    });
  const sign = order?.direction === "ascending" ? 1 : -1;
  columns.sort(
    order?.by === "name"
      ? (a, b) => sign * a.drift.name.localeCompare(b.drift.name)
      : (a, b) => (a.figure === null || b.figure === null ? Number(a.figure === null) - Number(b.figure === null) : sign * (a.figure - b.figure)),
  );
  return columns.flatMap(({ lines }) => lines);
}

function largest(lines: readonly DriftRow[], by: DriftKey): number | null {
  const figures = lines.map((line) => figureOf(line, by)).filter((figure) => figure !== null);
  return figures.length === 0 ? null : Math.max(...figures);
}

function figureOf({ measures, effect }: DriftRow, by: DriftKey): number | null {
  if (by === "name") return null;
  if (by === "effect") return effect === null ? null : rankOf(effect);
  if (by === "missing") return measures === null ? null : missingChange(measures);
  return measures?.[by] ?? null;
}

function missingChange(measures: DriftMeasures): number | null {
  const shares = missingShares(measures);
  return shares === null ? null : Math.abs(shares.current - shares.reference);
}

/** Whether any of the columns lacks a value somewhere. */
export function lacksAny(drifts: readonly FeatureDrift[]): boolean {
  return drifts.some(({ all: { referenceMissing, currentMissing } }) => referenceMissing + currentMissing > 0);
}

/** Larger for a larger effect: by its level, then by how far it is beyond the cut-off. */
function rankOf({ level, measure, value }: EffectSize): number {
  // A value is at most 1, and no cut-off for large is below 0.1.
  return 10 * EFFECT_LEVELS.indexOf(level) + value / CUT_OFFS[measure].large;
}

/** The measures that any of the columns has. */
export function shownMeasures(drifts: readonly FeatureDrift[]): DriftMeasure[] {
  return DRIFT_MEASURES.filter((measure) => drifts.some((drift) => [drift.all, drift.withinPositive, drift.withinNegative].some((measures) => measures !== null && measures[measure] !== null)));
}

/** Descending, then ascending, then by effect again; names the other way round. */
export function nextOrder(order: DriftOrder, by: DriftKey): DriftOrder {
  const [first, second] = by === "name" ? (["ascending", "descending"] as const) : (["descending", "ascending"] as const);
  if (order?.by !== by) return { by, direction: first };
  return order.direction === first ? { by, direction: second } : null;
}
