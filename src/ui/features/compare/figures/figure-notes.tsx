import { Button } from "@mantine/core";
import { formatCount, formatPercent } from "../../../../domain/format";
import { SPLIT_TITLES, SPLITS } from "../../../../domain/split";
import { shownBaseline, shownComparison, shownIntervals } from "../../../../state/compare-figures";
import type { AppState } from "../../../../state/app-state";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";
import { undefinedOf, type FigureRow } from "./figure-rows";
import styles from "./figures.module.css";
import { logisticText } from "./logistic-text";

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
      <NotNumbers />
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

/** Rows that a net that grew beyond all bounds gives no score to. Only histograms leave them out; exactly, there are no figures then. */
function NotNumbers() {
  const left = useApp(notNumbersText);
  return left === "" ? null : <p role="status">{left}</p>;
}

function notNumbersText(state: AppState): string {
  const splits = shownComparison(state)?.splits;
  return SPLITS.flatMap((split) => {
    const rows = splits?.[split].histogram.notNumbers ?? 0;
    return rows === 0 ? [] : [`On ${split} the outputs for ${formatCount(rows)} rows are no numbers: the figures leave them out.`];
  }).join(" ");
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
