import { Button } from "@mantine/core";
import { formatCount, formatPercent } from "../../../../domain/format";
import type { Baseline } from "../../../../domain/examiner";
import { SPLIT_TITLES, SPLITS } from "../../../../domain/split";
import { shownBaseline, shownComparison, shownIntervals } from "../../../../state/compare-figures";
import type { AppState } from "../../../../state/app-state";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";
import { undefinedOf, type FigureRow } from "./figure-rows";
import styles from "./figures.module.css";

/** What the table cannot say in its cells: how far its parts are, what they rest on, and why some have no figure. */
export function FigureNotes({ rows }: { readonly rows: readonly FigureRow[] }) {
  const intervals = useApp(intervalsText);
  const baseline = useApp(baselineText);
  const failed = useApp(({ compare }) => compare.intervals.status === "failed" || compare.baseline.status === "failed");
  const compareAgain = useApp((state) => state.compareAgain);
  return (
    <div className={styles.notes}>
      <p>{intervals}</p>
      <p>{baseline}</p>
      {failed && (
        <Button variant="default" size="compact-xs" onClick={compareAgain}>
          Try again
        </Button>
      )}
      <ul aria-label="Undefined figures">
        {SPLITS.flatMap((split) =>
          undefinedOf(rows, split).map(({ titles, reason }) => (
            <li key={`${split} ${reason}`}>
              <strong>{SPLIT_TITLES[split]}</strong>: {titles.join(", ")} {titles.length === 1 ? "is" : "are"} undefined. {reason}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}

function intervalsText(state: AppState): string {
  const { intervals } = state.compare;
  const known = shownIntervals(state);
  if (shownComparison(state)?.exact !== true) return "Intervals come with exact figures.";
  if (known?.threshold === thresholdOf(state).value) return "Below each figure its 95 % interval: by Wilson's method where the figure is a share of rows, else by bootstrap; KS and ECE have none.";
  if (intervals.status === "failed") return `The intervals could not be worked out: ${intervals.error ?? ""}`;
  const share = intervals.status === "looking" && intervals.portion !== null ? ` ${formatPercent(intervals.portion.done, 0)}` : "";
  return `Working out the 95 % intervals…${share}`;
}

function baselineText(state: AppState): string {
  const baseline = shownBaseline(state);
  if (baseline !== null) return logisticText(baseline);
  const { status, error, portion } = state.compare.baseline;
  if (status === "failed") return `The logistic regression could not be trained: ${error ?? ""}`;
  return `Training the logistic regression…${portion === null ? "" : ` ${formatPercent(portion.done, 0)}`}`;
}

/** What the logistic regression rests on, or why there is none. */
export function logisticText(baseline: Baseline): string {
  if (baseline.type === "none") return `There is no logistic regression: ${baseline.reason}`;
  const { rowsUsed, rows, converged } = baseline.model;
  const on = rowsUsed === rows ? `all ${formatCount(rows)} rows` : `${formatCount(rowsUsed)} of the ${formatCount(rows)} rows (a sample, so that it takes about a second)`;
  return `The logistic regression is trained on ${on} that the run trains on, with the same features${converged ? "" : "; it had not quite converged"}.`;
}
