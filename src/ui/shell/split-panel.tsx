import { Tooltip } from "@mantine/core";
import { memo } from "react";
import { baselineOf } from "../../domain/metrics/baseline";
import type { Confusion, SplitMeasurement } from "../../domain/history";
import { SPLIT_TITLES, type Split } from "../../domain/split";
import { splitRows } from "../../state/selectors";
import { SplitName, splitHue } from "../components/split-name";
import { formatCount, formatLoss, formatPercent, formatPrevalence } from "../../domain/format";
import { useApp } from "../store-context";
import styles from "./strip.module.css";

const NONE = "–";

export function SplitPanel({ split }: { readonly split: Split }) {
  const measured = useApp((state) => state.run?.history.at(-1)?.[split] ?? null);
  const rows = useApp((state) => splitRows(state, split));
  const positives = useApp((state) => measured?.positives ?? state.positives(split));
  return (
    <section className={styles.panel} style={splitHue(split)} aria-label={SPLIT_TITLES[split]}>
      <div className={styles.name}>
        <SplitName split={split} />
        <span className={styles.rows}>{describeRows(measured?.rows ?? rows, positives)}</span>
      </div>
      <div className={styles.figures}>
        <div className={styles.accuracy} data-figure="accuracy" data-empty={measured === null || undefined}>
          {measured === null ? NONE : formatPercent(measured.accuracy)}
        </div>
        <Baseline rows={measured?.rows ?? rows} positives={positives} />
        <div className={`${styles.beside} ${styles.loss}`}>
          loss <strong data-figure="loss">{measured === null ? NONE : formatLoss(measured.loss)}</strong>
        </div>
      </div>
      <Matrix measured={measured} split={split} />
    </section>
  );
}

function describeRows(rows: number | null, positives: number | null): string {
  if (rows === null) return "no file yet";
  if (positives === null) return `${formatCount(rows)} rows`;
  return `${formatCount(rows)} rows · ${formatPrevalence(rows === 0 ? 0 : positives / rows)} positive`;
}

interface BaselineProps {
  readonly rows: number | null;
  readonly positives: number | null;
}

/** The same from epoch to epoch, so it is not made again with the figures around it. */
const Baseline = memo(function Baseline({ rows, positives }: BaselineProps) {
  if (rows === null || positives === null || rows === 0) {
    return (
      <div className={`${styles.beside} ${styles.baseline}`}>
        best constant answer <strong>{NONE}</strong>
      </div>
    );
  }
  const best = baselineOf(rows, positives);
  const always = `Always answering 0 scores ${formatPercent(best.alwaysZero)} here, always answering 1 scores ${formatPercent(best.alwaysOne)}.`;
  return (
    <Tooltip label={always}>
      <div className={`${styles.beside} ${styles.baseline}`} tabIndex={0}>
        best constant answer <strong data-figure="baseline">{formatPercent(best.accuracy)}</strong>
      </div>
    </Tooltip>
  );
});

interface MatrixProps {
  readonly measured: SplitMeasurement | null;
  readonly split: Split;
}

function Matrix({ measured, split }: MatrixProps) {
  const cell = (key: keyof Confusion): string => (measured === null ? NONE : formatCount(measured.confusion[key]));
  return (
    <table className={styles.matrix} aria-label={`Confusion matrix of ${SPLIT_TITLES[split].toLowerCase()}`}>
      <thead>
        <tr>
          <td style={{ background: "none", minWidth: 0, padding: 0 }} />
          <th scope="col">says 0</th>
          <th scope="col">says 1</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">is 0</th>
          <td data-right>{cell("tn")}</td>
          <td>{cell("fp")}</td>
        </tr>
        <tr>
          <th scope="row">is 1</th>
          <td>{cell("fn")}</td>
          <td data-right>{cell("tp")}</td>
        </tr>
      </tbody>
    </table>
  );
}
