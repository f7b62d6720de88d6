import { useDeferredValue } from "react";
import type { EpochRecord } from "../../../domain/history";
import { verdict } from "../../../domain/verdict";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import styles from "./train-stage.module.css";

const NO_HISTORY: readonly EpochRecord[] = [];

/** Plain sentences made from the latest figures. */
export function WhatTheFiguresSay() {
  const history = useDeferredValue(useApp((state) => state.run?.history ?? NO_HISTORY));
  const config = useApp((state) => state.run?.config ?? state.config);
  const sentences = verdict(history, config);
  return (
    <Card title="What the figures say">
      <ul className={styles.sentences}>
        {sentences.length === 0 ? (
          <li>Nothing yet. Accuracies appear here beside the best constant answer of their split.</li>
        ) : (
          sentences.map((sentence) => <li key={sentence}>{sentence}</li>)
        )}
      </ul>
    </Card>
  );
}
