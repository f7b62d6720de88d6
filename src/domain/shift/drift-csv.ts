import { csvLine } from "../csv-text";
import type { DriftAnswer, DriftMeasures, FeatureDrift } from "./drift";
import { DRIFT_MEASURES } from "./measure-text";

const HEAD = ["against", "column", "kind", "rows", "train_rows", "other_rows", "train_missing", "other_missing", "ks", "wasserstein_sd", "js_distance", "psi", "chi_square", "cramers_v", "unseen_share"];

/**
 * Every feature against each split over all rows, among positives and among negatives, as a CSV file: a line each, numbers in
 * full, empty where something is undefined. Texts that a spreadsheet program would run are neutralised.
 */
export function driftCsv(answer: DriftAnswer): string {
  return csvLine(HEAD) + answer.flatMap((drift) => [line(drift, "all", drift.all), line(drift, "positive", drift.withinPositive), line(drift, "negative", drift.withinNegative)]).join("");
}

function line({ against, name, kind }: FeatureDrift, rows: string, measures: DriftMeasures | null): string {
  if (measures === null) return csvLine([against, name, kind, rows, ...Array<string>(4 + DRIFT_MEASURES.length).fill("")]);
  const figures = DRIFT_MEASURES.map((measure) => measures[measure]);
  const { referenceRows, currentRows, referenceMissing, currentMissing } = measures;
  return csvLine([against, name, kind, rows, ...[referenceRows, currentRows, referenceMissing, currentMissing, ...figures].map((figure) => (figure === null ? "" : String(figure)))]);
}
