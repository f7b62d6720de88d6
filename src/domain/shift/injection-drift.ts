import type { CumulativeCounts } from "../metrics/cumulative-counts";
import { ksOfScores } from "./class-scores";
import type { FeatureDrift } from "./drift";
import { chanceOf, chiSquarePoint, kolmogorovChance } from "./drift-chance";
import { CUT_OFFS, effectSize } from "./effect-size";
import type { LabelCounts } from "./label-shift";
import { distanceText } from "./measure-text";
import { chiSquareOfCounts, psiOfCounts } from "./share-distances";

/** What a copy of a split has that the split as it was has not; told without the net. */
export interface InjectedDrift {
  /** Of the columns that may have moved, against the split as it was; `against` says nothing here. */
  readonly columns: readonly FeatureDrift[];
  /** Columns that were not looked at, as there are many. */
  readonly unwatched: number;
  readonly labels: { readonly before: LabelCounts; readonly after: LabelCounts };
  /** Cells of the columns that cells were taken from, before rows that lack one are left out; null where none were. */
  readonly missing: { readonly before: CellCounts; readonly after: CellCounts } | null;
}

export interface CellCounts {
  readonly cells: number;
  readonly missing: number;
}

export type IndexMeasure = "ks" | "psi" | "jsDistance" | "cramersV";

/** What an index says of the copy against the split as it was. */
export interface IndexChange {
  /** "column" has the column's name as `of`. */
  readonly about: "column" | "missing" | "labels" | "scores";
  readonly of: string;
  readonly measure: IndexMeasure;
  readonly value: number;
  /** From here on it is called drift. */
  readonly cutOff: number;
  /** "small": below the cut-off; "noise": above it, but no more than once in a thousand times so many rows alone give. */
  readonly verdict: "notices" | "noise" | "small" | "same";
}

/** From here on rules of thumb call a PSI drift (Siddiqi 2006). */
const PSI_CUT_OFF = 0.1;
/** Of the tenths of a column of numbers, and of the equal bins of its Jensen–Shannon distance. */
const PSI_BINS = 10;
const JS_BINS = 20;

/** Every index of drift that is looked at: of the scores, the labels, the missing cells, and the columns, those that moved most first. */
export function indexChanges(drift: InjectedDrift, scores: { readonly before: CumulativeCounts; readonly after: CumulativeCounts } | null): IndexChange[] {
  return [
    ...drift.columns.toSorted((a, b) => sizeOf(b) - sizeOf(a)).flatMap(columnChanges),
    ...missingChanges(drift.missing),
    ...labelChanges(drift.labels),
    ...(scores === null ? [] : scoreChanges(scores.before, scores.after)),
  ];
}

function sizeOf({ kind, all }: FeatureDrift): number {
  const effect = effectSize(kind, all);
  return effect === null ? -1 : effect.value / CUT_OFFS[effect.measure].large;
}

function columnChanges({ name, kind, all }: FeatureDrift): IndexChange[] {
  const { referenceRows, currentRows, categories } = all;
  const chi = (bins: number): number => chiSquarePoint(bins, 1) * (1 / referenceRows + 1 / currentRows);
  const measures: readonly (readonly [IndexMeasure, number | null, number, number])[] =
    kind === "number"
      ? [
          ["ks", all.ks, CUT_OFFS.ks.small, chanceOf("ks", all, 1)],
          ["psi", all.psi, PSI_CUT_OFF, chi(PSI_BINS)],
          ["jsDistance", all.jsDistance, CUT_OFFS.jsDistance.small, Math.sqrt(chi(JS_BINS) / 4)],
        ]
      : [
          ["cramersV", all.cramersV, CUT_OFFS.cramersV.small, chanceOf("cramersV", all, 1)],
          ["psi", all.psi, PSI_CUT_OFF, chi(categories ?? 0)],
          ["jsDistance", all.jsDistance, CUT_OFFS.jsDistance.small, chanceOf("jsDistance", all, 1)],
        ];
  return measures.flatMap(([measure, value, cutOff, chance]) => (value === null ? [] : [{ about: "column" as const, of: name, measure, ...judged(value, cutOff, chance) }]));
}

function missingChanges(missing: InjectedDrift["missing"]): IndexChange[] {
  if (missing === null) return [];
  const [before, after] = [missing.before, missing.after].map(({ cells, missing: none }) => [cells - none, none] as const);
  if (before === undefined || after === undefined) return [];
  const value = chiSquareOfCounts(before, after)?.cramersV ?? 0;
  const chance = Math.sqrt(chiSquarePoint(2, 1) / (missing.before.cells + missing.after.cells));
  return [{ about: "missing", of: "", measure: "cramersV", ...judged(value, CUT_OFFS.cramersV.small, chance) }];
}

function labelChanges({ before, after }: InjectedDrift["labels"]): IndexChange[] {
  const value = psiOfCounts([before.rows - before.positives, before.positives], [after.rows - after.positives, after.positives]);
  if (value === null) return [];
  return [{ about: "labels", of: "", measure: "psi", ...judged(value, PSI_CUT_OFF, chiSquarePoint(2, 1) * (1 / before.rows + 1 / after.rows)) }];
}

function scoreChanges(before: CumulativeCounts, after: CumulativeCounts): IndexChange[] {
  const [rows, others] = [before, after].map(({ positives, negatives }) => positives + negatives);
  const value = ksOfScores(before, after);
  return value === null ? [] : [{ about: "scores", of: "", measure: "ks", ...judged(value, CUT_OFFS.ks.small, kolmogorovChance(rows ?? 0, others ?? 0, 1)) }];
}

function judged(value: number, cutOff: number, chance: number): Pick<IndexChange, "value" | "cutOff" | "verdict"> {
  return { value, cutOff, verdict: value === 0 ? "same" : value < cutOff ? "small" : value <= chance ? "noise" : "notices" };
}

const MEASURE_NAMES: Readonly<Record<IndexMeasure, string>> = { ks: "KS", psi: "PSI", jsDistance: "JS", cramersV: "V" };

/** "KS of bytes", "PSI of the labels". */
export function indexTitle({ about, of, measure }: Pick<IndexChange, "about" | "of" | "measure">): string {
  switch (about) {
    case "column":
      return `${MEASURE_NAMES[measure]} of ${of}`;
    case "missing":
      return "Missing cells (V)";
    case "labels":
      return `${MEASURE_NAMES[measure]} of the labels`;
    case "scores":
      return `${MEASURE_NAMES[measure]} of the net's scores`;
  }
}

/** In three decimals; 0 only where it is exactly that. */
export function indexValue({ value }: Pick<IndexChange, "value">): string {
  return distanceText(value);
}
