import { verdict } from "../../../domain/verdict";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import styles from "./train-stage.module.css";

/** Plain sentences made from the latest figures. */
export function WhatTheFiguresSay() {
  const run = useApp((state) => state.run);
  const sentences = run === null ? [] : verdict(run.history, run.config);
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
