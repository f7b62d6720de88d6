import { VisuallyHidden } from "@mantine/core";
import { formatCount } from "../../../../domain/format";
import type { Evaluation } from "../../../../domain/metrics/evaluation";
import { SPLITS } from "../../../../domain/split";
import { shownComparison, shownFigures } from "../../../../state/compare-figures";
import { Card } from "../../../components/card";
import { SplitName } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import styles from "./curves.module.css";
import { thresholdValue } from "./threshold-line";
import { formatRate, formatThreshold } from "./threshold-text";

interface Column {
  readonly head: string;
  /** What it counts, or is a share of. */
  readonly title: string;
  readonly text: (figures: Evaluation) => string;
  /** Why it is undefined, where it is. */
  readonly reason?: (figures: Evaluation) => string | undefined;
}

const COLUMNS: readonly Column[] = [
  { head: "TP", title: "Positives called 1", text: ({ confusion }) => formatCount(confusion.tp) },
  { head: "FP", title: "Negatives called 1", text: ({ confusion }) => formatCount(confusion.fp) },
  { head: "TN", title: "Negatives called 0", text: ({ confusion }) => formatCount(confusion.tn) },
  { head: "FN", title: "Positives called 0", text: ({ confusion }) => formatCount(confusion.fn) },
  { head: "recall", title: "TP / positives", text: ({ recall }) => rateText(recall), reason: ({ undefinedReasons }) => undefinedReasons.recall },
  { head: "precision", title: "TP / rows called 1", text: ({ precision }) => rateText(precision), reason: ({ undefinedReasons }) => undefinedReasons.precision },
  { head: "false-positive rate", title: "FP / negatives", text: ({ confusion }) => rateText(falsePositiveRate(confusion)), reason: ({ undefinedReasons }) => undefinedReasons.specificity },
];

/** What the threshold in use comes to on each split: the figures behind the points on the curves. */
export function AtThreshold() {
  const exact = useApp((state) => shownComparison(state)?.exact === true);
  return (
    <Card title="At this threshold" hint={exact ? "Drag it on any chart below" : "Approximate, from histograms of the scores"}>
      <div className={styles.scroll} data-overlay tabIndex={0} role="group" aria-label="Figures at this threshold">
        <ThresholdTable exact={exact} />
      </div>
    </Card>
  );
}

function ThresholdTable({ exact }: { readonly exact: boolean }) {
  const figures = useApp(shownFigures);
  const threshold = useApp(thresholdValue);
  if (figures === null) return null;
  return (
    <table className={styles.table} data-approximate={!exact || undefined}>
      <caption>
        Score above <strong>{formatThreshold(threshold)}</strong> is answered 1
      </caption>
      <thead>
        <tr>
          <th scope="col">Split</th>
          {COLUMNS.map(({ head, title }) => (
            <th key={head} scope="col" title={title}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SPLITS.map((split) => (
          <tr key={split}>
            <th scope="row">
              <SplitName split={split} />
            </th>
            {COLUMNS.map(({ head, text, reason }) => (
              <td key={head} title={reason?.(figures[split])}>
                {text(figures[split])}
                {reason?.(figures[split]) !== undefined && <VisuallyHidden>: {reason(figures[split])}</VisuallyHidden>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rateText(value: number | null): string {
  return value === null ? "undefined" : formatRate(value);
}

function falsePositiveRate({ fp, tn }: Evaluation["confusion"]): number | null {
  return fp + tn === 0 ? null : fp / (fp + tn);
}
