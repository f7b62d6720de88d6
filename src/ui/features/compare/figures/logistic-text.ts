import type { Baseline } from "../../../../domain/examiner";
import { formatCount } from "../../../../domain/format";

/** What the logistic regression rests on, or why there is none. */
export function logisticText(baseline: Baseline): string {
  if (baseline.type === "none") return `There is no logistic regression: ${baseline.reason}`;
  const { rowsUsed, rows, converged } = baseline.model;
  const on = rowsUsed === rows ? `all ${formatCount(rows)} rows` : `${formatCount(rowsUsed)} of the ${formatCount(rows)} rows (a sample, so that it takes about a second)`;
  return `The logistic regression is trained on ${on} that the run trains on, with the same features${converged ? "" : "; it had not quite converged"}.`;
}
