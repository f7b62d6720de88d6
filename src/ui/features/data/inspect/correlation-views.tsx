import { useComputedColorScheme } from "@mantine/core";
import { formatCorrelation } from "../../../../domain/inspect/finding-words";
import type { Correlation } from "../../../../domain/inspect/profile";
import { SPLIT_TITLES } from "../../../../domain/split";
import { HeatMap, writeCorrelation } from "../../../charts/heat-map";
import { heatMapPicture } from "../../../charts/heat-map-picture";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import type { ChartTable } from "../../../charts/kit/chart-table";
import { changedPairs, strongestPairs } from "./correlation-pairs";
import styles from "./inspect.module.css";

const MOST_PAIRS = 12;

/** The correlations of one split, with the strongest in figures. */
export function CorrelationMap({ correlation }: { readonly correlation: Correlation }) {
  return (
    <div className={styles.pair}>
      <FramedMap correlation={correlation} />
      <StrongestPairs correlation={correlation} />
    </div>
  );
}

/** The correlations of several splits, with those that differ most between them in figures. */
export function CorrelationsBeside({ correlations }: { readonly correlations: readonly Correlation[] }) {
  const pairs = changedPairs(correlations, MOST_PAIRS);
  return (
    <div className={styles.stack}>
      <div className={styles.beside}>
        {correlations.map((correlation) => (
          <FramedMap key={correlation.split} correlation={correlation} />
        ))}
      </div>
      <table className={styles.pairs}>
        <caption>Pairs that differ most between splits</caption>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            {correlations.map(({ split }) => (
              <th key={split} scope="col">
                {SPLIT_TITLES[split]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ a, b, values }) => (
            <tr key={`${a}\n${b}`}>
              <th scope="row">
                {a} and {b}
              </th>
              {values.map((value, index) => (
                <td key={index}>{formatCorrelation(value, 4)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FramedMap({ correlation }: { readonly correlation: Correlation }) {
  const scheme = useComputedColorScheme("light");
  return (
    <ChartFrame
      inside
      widens={false}
      title={`Correlations of ${SPLIT_TITLES[correlation.split].toLowerCase()}`}
      summary={summaryOf(correlation)}
      table={() => tableOf(correlation)}
      picture={() => heatMapPicture(correlation, scheme, getComputedStyle(document.body).color)}
      fileName={`triptych-correlations-${correlation.split}`}
    >
      <HeatMap correlation={correlation} summary={summaryOf(correlation)} />
    </ChartFrame>
  );
}

function summaryOf(correlation: Correlation): string {
  const [strongest] = strongestPairs(correlation, 1);
  const most = strongest === undefined ? "" : ` The strongest: ${strongest.a} and ${strongest.b}, ${writeCorrelation(strongest.value)}.`;
  return `Correlations of ${correlation.columns.length} columns of ${SPLIT_TITLES[correlation.split].toLowerCase()}.${most}`;
}

function StrongestPairs({ correlation }: { readonly correlation: Correlation }) {
  const pairs = strongestPairs(correlation, MOST_PAIRS);
  if (pairs.length === 0) return <p className={styles.muted}>No two of these columns vary: there is nothing to correlate.</p>;
  return (
    <table className={styles.pairs}>
      <caption>Strongest pairs</caption>
      <tbody>
        {pairs.map(({ a, b, value }) => (
          <tr key={`${a}\n${b}`}>
            <th scope="row">
              {a} and {b}
            </th>
            <td>{writeCorrelation(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function tableOf({ columns, matrix }: Correlation): ChartTable {
  return {
    columns: ["Column", ...columns],
    rows: columns.map((name, row) => [
      name,
      ...Array.from(matrix.subarray(row * columns.length, (row + 1) * columns.length), (value) => (Number.isNaN(value) ? null : value)),
    ]),
    format: (value) => formatCorrelation(value, 4),
  };
}
