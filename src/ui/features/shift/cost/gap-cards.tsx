import { SegmentedControl } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { formatCount, formatPercent, formatPrevalence } from "../../../../domain/format";
import { ratesOf, type SplitRates } from "../../../../domain/shift/gap";
import { flippedSentence, gapSentences, rateText } from "../../../../domain/shift/gap-words";
import { SPLIT_TITLES, SPLITS } from "../../../../domain/split";
import { shownComparison, shownFigures } from "../../../../state/compare-figures";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { Waterfall } from "../../../charts/waterfall";
import { Card } from "../../../components/card";
import { splitHue, SplitName } from "../../../components/split-name";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { COST_TERMS } from "./cost-terms";
import styles from "./cost.module.css";
import { gapSummary, gapTable, isWide, tickDigits, waterfallSteps } from "./gap-figures";
import { useGaps, useHeldOut, type SplitGap } from "./use-gaps";

/** What the gap between the accuracies is made of: in words, then the rates that it comes from. */
export function GapCard() {
  const gaps = useGaps();
  const exact = useApp((state) => shownComparison(state)?.exact ?? null);
  const flipped = useApp(({ run }) => flippedSentence(run?.config.subset?.labelNoise ?? 0));
  if (gaps === null) return null;
  return (
    <Card title="What the gap is made of" hint={exact === false ? "≈ from approximate figures" : undefined}>
      <div className={styles.stack}>
        {flipped !== null && <p className={styles.warning}>{flipped}</p>}
        {gaps.toReversed().map((gap) => (
          <div key={gap.to} className={styles.told} style={splitHue(gap.to)} role="group" aria-label={`Train to ${SPLIT_TITLES[gap.to]}`}>
            <h3>Train → {SPLIT_TITLES[gap.to]}</h3>
            {gapSentences(gap).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        ))}
        <div className={styles.scroll} tabIndex={0} role="group" aria-label="Rates of the splits">
          <RatesTable />
        </div>
      </div>
    </Card>
  );
}

function RatesTable() {
  const figures = useApp(shownFigures);
  const heldOut = useHeldOut();
  if (figures === null) return null;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">At this threshold</th>
          <th scope="col">Rows</th>
          <th scope="col">
            Share of positives <TermMark {...COST_TERMS.labelMix} />
          </th>
          <th scope="col">
            TPR <TermMark {...COST_TERMS.tpr} />
          </th>
          <th scope="col">
            TNR <TermMark {...COST_TERMS.tnr} />
          </th>
          <th scope="col">Accuracy</th>
          <th scope="col">Best constant answer</th>
        </tr>
      </thead>
      <tbody>
        {SPLITS.map((split) => (
          <tr key={split}>
            <th scope="row">
              <SplitName split={split} />
            </th>
            <RateCells rates={ratesOf(figures[split].confusion)} />
          </tr>
        ))}
        {heldOut !== null && (
          <tr>
            <th scope="row">Hold-out of train</th>
            <RateCells rates={ratesOf(heldOut)} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function RateCells({ rates: { rows, prevalence, tpr, tnr, accuracy } }: { readonly rates: SplitRates }) {
  return (
    <>
      <td>{formatCount(rows)}</td>
      <td>{prevalence === null ? "undefined" : formatPrevalence(prevalence)}</td>
      <td>{tpr === null ? <em>undefined: no positive row</em> : rateText(tpr)}</td>
      <td>{tnr === null ? <em>undefined: no negative row</em> : rateText(tnr)}</td>
      <td>
        <strong>{accuracy === null ? "undefined" : formatPercent(accuracy)}</strong>
      </td>
      <td>{prevalence === null ? "undefined" : formatPercent(Math.max(prevalence, 1 - prevalence))}</td>
    </>
  );
}

/** Both gaps as waterfalls. */
export function GapCharts() {
  const gaps = useGaps();
  if (gaps === null) return null;
  return (
    <div className={styles.charts}>
      {gaps.toReversed().map((gap) => (
        <GapChart key={gap.to} gap={gap} />
      ))}
    </div>
  );
}

type Axis = "whole" | "near";

function GapChart({ gap }: { readonly gap: SplitGap }) {
  const [chosen, setChosen] = useState<Axis | null>(null);
  const steps = useMemo(() => waterfallSteps(gap), [gap]);
  const whole = chosen === null ? steps !== null && isWide(steps) : chosen === "whole";
  const digits = steps === null ? 0 : tickDigits(steps, whole);
  const format = useCallback((value: number) => formatPercent(value, digits), [digits]);
  const title = `Train to ${SPLIT_TITLES[gap.to]}`;
  return (
    <ChartFrame
      title={title}
      actions={
        steps !== null && (
          <SegmentedControl<Axis>
            size="xs"
            aria-label={`Axis of ${title}`}
            value={whole ? "whole" : "near"}
            data={[
              { value: "whole", label: "0 to 100 %" },
              { value: "near", label: "Close up" },
            ]}
            onChange={setChosen}
          />
        )
      }
      footer={
        <p>
          Changes in points of accuracy; whiskers: sampling noise, 95 % <TermMark {...COST_TERMS.noise} />. Grey: within it.{!whole && " The axis does not begin at 0."}
        </p>
      }
      summary={gapSummary(gap)}
      table={steps === null ? null : () => gapTable(gap)}
      fileName={`triptych-gap-train-${gap.to}`}
    >
      {steps === null ? (
        <p className={styles.empty}>{gap.reason ?? "There is nothing to draw."}</p>
      ) : (
        <Waterfall label={`Steps from train to ${gap.to}`} steps={steps} whole={whole} format={format} yTitle="accuracy" />
      )}
    </ChartFrame>
  );
}
