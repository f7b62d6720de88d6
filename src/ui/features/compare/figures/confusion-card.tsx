import { SegmentedControl } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { formatCount } from "../../../../domain/format";
import type { Confusion } from "../../../../domain/history";
import { SPLIT_TITLES, SPLITS, type Split } from "../../../../domain/split";
import { secondComparison, secondFigures, shownComparison, shownFigures } from "../../../../state/compare-figures";
import { Card } from "../../../components/card";
import { SplitName, splitHue } from "../../../components/split-name";
import { Term } from "../../../components/term";
import { useApp } from "../../../store-context";
import { rateOf, rateText, RATE_TITLES, type RateBase } from "./confusion-rates";
import { shortMomentText } from "../../../panels/moment-text";
import styles from "./figures.module.css";

/** The four counts of each split, and each as a share. */
export function ConfusionCard() {
  const [base, setBase] = useState<RateBase>("row");
  const figures = useDeferredValue(useApp(shownFigures));
  const shown = useDeferredValue(useApp(shownComparison));
  const second = useDeferredValue(useApp(secondFigures));
  const against = useDeferredValue(useApp(secondComparison));
  if (shown === null || figures === null) return null;
  return (
    <Card
      title="Confusion matrices"
      hint={<Term name="confusion" />}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Shares of"
          value={base}
          data={(Object.keys(RATE_TITLES) as RateBase[]).map((value) => ({ value, label: RATE_TITLES[value] }))}
          onChange={(value) => { setBase(value); }}
        />
      }
    >
      <div className={styles.matrices}>
        {SPLITS.map((split) => (
          <Matrix
            key={split}
            split={split}
            confusion={figures[split].confusion}
            second={second?.[split].confusion ?? null}
            base={base}
            exact={shown.exact}
            exactChange={shown.exact && against?.exact === true}
          />
        ))}
      </div>
      {second !== null && against !== null && (
        <p className={styles.notes}>Below each count and share: what changed from {shortMomentText(against.epoch)}.</p>
      )}
    </Card>
  );
}

interface MatrixProps {
  readonly split: Split;
  readonly confusion: Confusion;
  readonly second: Confusion | null;
  readonly base: RateBase;
  readonly exact: boolean;
  readonly exactChange: boolean;
}

const CELLS = [
  { label: "is 0", cells: ["tn", "fp"] },
  { label: "is 1", cells: ["fn", "tp"] },
] as const;

function Matrix({ split, confusion, second, base, exact, exactChange }: MatrixProps) {
  return (
    <div className={styles.matrix} style={splitHue(split)}>
      <SplitName split={split} />
      <table aria-label={`Confusion matrix of ${SPLIT_TITLES[split].toLowerCase()} at this threshold`}>
        <thead>
          <tr>
            <td />
            <th scope="col">says 0</th>
            <th scope="col">says 1</th>
          </tr>
        </thead>
        <tbody>
          {CELLS.map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell) => {
                const rate = rateOf(confusion, cell, base);
                return (
                  <td key={cell} data-cell={cell} data-exact={exact} style={{ "--share": `${100 * (rate ?? 0)}%` } as object}>
                    <span className={styles.count}>
                      {!exact && "≈ "}
                      {formatCount(confusion[cell])}
                    </span>
                    <span className={styles.rate}>{rateText(rate)}</span>
                    {second !== null && (
                      <span className={styles.rate} data-change>
                        {!exactChange && "≈ "}
                        {changeText(confusion[cell] - second[cell])}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function changeText(change: number): string {
  return change === 0 ? "± 0" : `${change > 0 ? "+" : "−"}${formatCount(Math.abs(change))}`;
}
