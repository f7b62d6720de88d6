import { Tooltip } from "@mantine/core";
import { memo } from "react";
import { baselineOf } from "../../domain/metrics/baseline";
import type { Confusion, SplitMeasurement } from "../../domain/history";
import type { RunConfig } from "../../domain/run-config";
import { SPLIT_TITLES, type Split } from "../../domain/split";
import { otherRowsText } from "../../state/rows-mark";
import { resultsLeak } from "../../state/feature-leakage";
import { splitRows } from "../../state/selectors";
import { OtherRowsMark } from "../components/rows-mark";
import { LeakageMark } from "../components/leakage-mark";
import { SplitName, splitHue } from "../components/split-name";
import { formatCount, formatLoss, formatPercent, formatPrevalence } from "../../domain/format";
import { useApp } from "../store-context";
import styles from "./strip.module.css";

const NONE = "–";
/** Also for those who come by keyboard or touch. */
const TOOLTIP_EVENTS = { hover: true, focus: true, touch: true };

export function SplitPanel({ split }: { readonly split: Split }) {
  const measured = useApp((state) => state.run?.history.at(-1)?.[split] ?? null);
  const rows = useApp((state) => splitRows(state, split));
  const positives = useApp((state) => measured?.positives ?? state.positives(split));
  const dealt = useApp((state) => otherRowsText(state) !== null);
  const leaky = useApp((state) => measured !== null && resultsLeak(state));
  return (
    <section className={styles.panel} style={splitHue(split)} aria-label={SPLIT_TITLES[split]}>
      <div className={styles.name}>
        <SplitName split={split} />
        {(leaky || dealt) && (
          <span className={styles.leak}>
            {leaky && <LeakageMark brief="narrow" />}
            {dealt && <OtherRowsMark />}
          </span>
        )}
        <Rows split={split} text={describeRows(measured?.rows ?? rows, positives)} />
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

interface RowsProps {
  readonly split: Split;
  readonly text: string;
}

/** Which rows the figures are about; where train's are not all of its file, a tooltip says why. */
const Rows = memo(function Rows({ split, text }: RowsProps) {
  const holdout = useApp(({ run }) => (split === "train" ? (run?.config.holdout ?? 0) : 0));
  const subset = useApp(({ run }) => (split === "train" ? run?.config.subset : undefined));
  const about = trainedRowsText({ holdout, ...(subset === undefined ? {} : { subset }) });
  if (about === null) return <span className={styles.rows}>{text}</span>;
  return (
    <Tooltip label={about} events={TOOLTIP_EVENTS}>
      <span className={styles.rows} data-explained tabIndex={0}>
        {text}
      </span>
    </Tooltip>
  );
});

/** Why the figures of train are not about all rows of its file; null when they are. */
function trainedRowsText({ holdout, subset }: Pick<RunConfig, "holdout" | "subset">): string | null {
  if (holdout === 0 && subset === undefined) return null;
  const drawn = subset === undefined ? "" : `${formatCount(subset.rows)} rows were drawn to train on`;
  const noisy = subset === undefined || subset.labelNoise === 0 ? "" : `, ${formatPrevalence(subset.labelNoise)} of their labels flipped`;
  const kept = holdout === 0 ? "" : `${formatPrevalence(holdout)} of train's rows are held out`;
  return `These are the rows trained on: ${[kept, `${drawn}${noisy}`].filter((part) => part !== "").join("; ")}.`;
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
    <Tooltip label={always} events={TOOLTIP_EVENTS}>
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
