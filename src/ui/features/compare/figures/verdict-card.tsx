import { useDeferredValue, useMemo } from "react";
import type { Comparison } from "../../../../domain/examiner";
import { compareVerdict } from "../../../../domain/metrics/compare-verdict";
import { chooseThreshold, type ThresholdAnswer } from "../../../../domain/metrics/thresholds";
import { perSplit, type PerSplit } from "../../../../domain/split";
import { learningVerdict } from "../../../../domain/verdict";
import { baselineFigures, shownComparison, shownFigures } from "../../../../state/compare-figures";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";
import styles from "./figures.module.css";

const MOST_SENTENCES = 4;

/** Plain sentences made from the figures shown: whether the net learns at all, then how the splits compare. */
export function VerdictCard() {
  const shown = useDeferredValue(useApp(shownComparison));
  const figures = useDeferredValue(useApp(shownFigures));
  const logistic = useDeferredValue(useApp(baselineFigures));
  const history = useApp(({ run }) => run?.history ?? null);
  const config = useApp(({ run }) => run?.config ?? null);
  const sentences = useMemo(() => {
    if (shown === null || figures === null || history === null || config === null) return [];
    const { epoch, splits } = shown;
    const bestF1 = bestF1Of(splits);
    const past = epoch === null ? history : history.filter((record) => record.epoch <= epoch);
    const compared = compareVerdict(
      perSplit((split) => ({
        evaluation: figures[split],
        logistic: logistic?.[split] ?? null,
        calibration: splits[split].calibration.uniform,
        bestF1: bestF1[split],
      })),
    );
    return [...learningVerdict(past, config), ...compared].slice(0, MOST_SENTENCES);
  }, [shown, figures, logistic, history, config]);
  return (
    <Card title="Verdict" hint={shown?.exact === false ? "≈ from approximate figures" : undefined}>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  );
}

const BEST_F1 = new WeakMap<Comparison, PerSplit<ThresholdAnswer>>();

/** The same at every threshold, so it is looked for once. */
function bestF1Of(splits: Comparison): PerSplit<ThresholdAnswer> {
  const known = BEST_F1.get(splits) ?? perSplit((split) => chooseThreshold({ type: "best-f1" }, splits[split].counts));
  BEST_F1.set(splits, known);
  return known;
}
