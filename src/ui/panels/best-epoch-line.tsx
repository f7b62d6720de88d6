import { NativeSelect } from "@mantine/core";
import { METRIC_NAMES } from "../../domain/metrics/metric-list";
import { SPLIT_TITLES, SPLITS, type Split } from "../../domain/split";
import { isApproximateInHistory, type HistoryMetric } from "../../state/compare-figures";
import { figureText } from "../components/figure-text";
import { LinkButton } from "../components/link-button";
import { useApp } from "../store-context";
import styles from "./bars.module.css";
import { historyMetricTitle, shortMomentText } from "./moment-text";
import type { BestEpoch } from "./use-best-epoch";

interface Criterion {
  readonly metric: HistoryMetric;
  readonly split: Split;
}

interface BestEpochLineProps {
  readonly by: Criterion;
  readonly best: BestEpoch | null;
  readonly onBy: (by: Criterion) => void;
  readonly onShow: (epoch: number) => void;
}

const HISTORY_METRICS: readonly HistoryMetric[] = ["loss", ...METRIC_NAMES];

/** Which epoch is the best, by a figure of a split that a person chooses; it is marked on the track. */
export function BestEpochLine({ by, best, onBy, onShow }: BestEpochLineProps) {
  const ownThreshold = useApp((state) => state.chosenThreshold !== null && isAtThreshold(by.metric));
  const about = isApproximateInHistory(by.metric) ? "≈ " : "";
  return (
    <div className={styles.bestLine}>
      <span className={styles.label}>
        <span className={styles.best} aria-hidden /> Best by
      </span>
      <NativeSelect
        size="xs"
        aria-label="Figure that epochs are ranked by"
        value={by.metric}
        data={HISTORY_METRICS.map((metric) => ({ value: metric, label: historyMetricTitle(metric) }))}
        onChange={({ currentTarget: { value } }) => {
          const metric = HISTORY_METRICS.find((name) => name === value);
          if (metric !== undefined) onBy({ ...by, metric });
        }}
      />
      <NativeSelect
        size="xs"
        aria-label="Split that epochs are ranked on"
        value={by.split}
        data={SPLITS.map((split) => ({ value: split, label: SPLIT_TITLES[split] }))}
        onChange={({ currentTarget: { value } }) => {
          const split = SPLITS.find((name) => name === value);
          if (split !== undefined) onBy({ ...by, split });
        }}
      />
      <span className={styles.bestFound}>
        {best === null ? (
          "no epoch: undefined throughout"
        ) : (
          <>
            <LinkButton text={shortMomentText(best.epoch)} onClick={() => { onShow(best.epoch); }} /> ({about}
            {figureText(best.value)}
            {ownThreshold && " at the run's own threshold"})
          </>
        )}
      </span>
    </div>
  );
}

function isAtThreshold(metric: HistoryMetric): boolean {
  // What a histogram is needed for is what the scores alone decide.
  return metric !== "loss" && !isApproximateInHistory(metric);
}
