import { useMemo } from "react";
import { formatPercent, formatStatistic } from "../../../../domain/format";
import { WATCHED, WATCHED_TITLES } from "../../../../domain/shift/injection-change";
import { sweepSentences } from "../../../../domain/shift/injection-sweep";
import { SPLIT_TITLES } from "../../../../domain/split";
import type { InjectionAbout } from "../../../../state/inject-slice";
import type { SweepAnswer } from "../../../../state/inject-asks";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import type { AxisSpec } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { AfterPaint } from "../../../components/after-paint";
import { Card } from "../../../components/card";
import { splitHue } from "../../../components/split-name";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { INJECT_TERMS } from "./inject-terms";
import styles from "./inject.module.css";
import { DRAWN, sweepSeries, sweepSummary, sweepTable } from "./sweep-figures";
import { useOutdated } from "./use-outdated";

const X: AxisSpec = { domain: [0, 1], title: "strength", format: (value) => formatPercent(value, 0) };
const Y: AxisSpec = {};
const READER: ReaderSpec = { label: "Metrics at a strength", name: ({ x }) => `Strength ${formatPercent(x, 1)}`, format: formatStatistic, begins: "last" };

/** Metrics over the strength of the injections. */
export function SweepCard() {
  const { answer } = useApp((state) => state.injectionLooks.sweep);
  return answer === null ? null : <Sweep about={answer.question} points={answer.value} />;
}

function Sweep({ about: { plan }, points }: { readonly about: InjectionAbout; readonly points: SweepAnswer }) {
  const outdated = useOutdated("sweep");
  const series = useMemo(() => sweepSeries(points, `var(--${plan.split})`), [points, plan.split]);
  const sentences = useMemo(() => sweepSentences(points), [points]);
  return (
    <Card title="Over the strength" hint={`copy of ${SPLIT_TITLES[plan.split].toLowerCase()}, from nothing to all of it`}>
      <div className={styles.stack}>
        {outdated !== null && (
          <p className={styles.outdated}>
            This picture is of other injections, another epoch or another threshold. {outdated === "awaited" ? "The new one is being worked out." : "Sweep again."}
          </p>
        )}
        <ul className={styles.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <AfterPaint turn={0} placeholder={<div className={styles.placeholder} />}>
          <ChartFrame
            inside
            widens={false}
            title="Metrics over the strength"
            hint={<TermMark title="Strength" text={INJECT_TERMS.strength} />}
            summary={sweepSummary(points)}
            table={() => sweepTable(points, WATCHED)}
            fileName={`triptych-injection-${plan.split}`}
            footer={<Key />}
          >
            <div style={splitHue(plan.split)}>
              <XyPlot series={series} x={X} y={Y} reader={READER} empty="Nothing could be measured at any strength." />
            </div>
          </ChartFrame>
        </AfterPaint>
        <p className={styles.notes}>Seed {plan.seed} at every strength. A metric stands out where chance alone would make none of the {WATCHED.length} do so in 19 of 20 cases, and stays so to the end. All of them, and the indices of drift, are in the table of the menu.</p>
      </div>
    </Card>
  );
}

/** Dashes tell metrics apart: the hue is the split's. */
function Key() {
  return (
    <ul className={styles.key} aria-label="Lines">
      {DRAWN.map(({ name, dash }) => (
        <li key={name}>
          <svg width={34} height={8} aria-hidden>
            <line x1={1} x2={33} y1={4} y2={4} stroke="currentColor" strokeWidth={2} strokeDasharray={dash} />
          </svg>
          {WATCHED_TITLES[name]}
        </li>
      ))}
    </ul>
  );
}
