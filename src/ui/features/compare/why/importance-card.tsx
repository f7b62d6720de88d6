import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { counted } from "../../../../domain/problem";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import { sourceGroups } from "../../../../domain/why/permutation-importance";
import { IMPORTANCE_METRICS, type ImportanceMetric } from "../../../../domain/why/score-metrics";
import { shownMoment } from "../../../../state/compare-slice";
import { isSameMoment } from "../../../../state/compared-net";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { BarPicture } from "../../../charts/bar-picture";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { Card } from "../../../components/card";
import { Choice } from "../../../components/choice";
import { LinkButton } from "../../../components/link-button";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { barNote, dropText, importanceFigures, importanceSummary, importanceTable, METRIC_TITLES, statement, type ImportanceFigures } from "./importance-figures";
import { SplitChoice } from "./split-choice";
import { WhyFrame, WhyProgress } from "./why-frame";
import styles from "./why.module.css";

/** Measured: seven features of 189 k rows five times over take 3.4 s on the kernel with one thread. */
const REPEATS = 5;
const MOST_REPEATS = 50;
const ROW_LIMITS = { "20000": "at most 20,000", "200000": "at most 200,000", all: "all" } as const;
type RowLimit = keyof typeof ROW_LIMITS;
const METRIC_OPTIONS = IMPORTANCE_METRICS.map((value) => ({ value, label: METRIC_TITLES[value] }));
const LIMIT_OPTIONS = (Object.keys(ROW_LIMITS) as RowLimit[]).map((value) => ({ value, label: ROW_LIMITS[value] }));
/** Bars of a split before the rest is asked for. */
const SHOWN_BARS = 20;
const ALL = [{ value: "all", label: "Side by side" }] as const;
const WHAT = "the importance of the features";

/** How much worse the net does when one column of the data is mixed up. */
export function ImportanceCard({ data }: { readonly data: PreparedMeta }) {
  const look = useApp((state) => state.whyLooks.importance);
  const stopWhy = useApp((state) => state.stopWhy);
  const [metric, setMetric] = useState<ImportanceMetric>("rocAuc");
  const [chosen, setChosen] = useState<Split | "all">("all");
  const settings = useSettings(data, chosen);
  const shown = useMemo(() => (chosen === "all" ? SPLITS : [chosen]), [chosen]);
  const answer = look.answer?.value ?? null;
  const covered = answer !== null && shown.every((split) => answer[split] !== undefined);
  const figures = useMemo(() => (answer === null ? null : importanceFigures(answer, shown, metric)), [answer, shown, metric]);
  return (
    <Card title="Permutation importance" hint="what the net loses when one feature is mixed up among the rows">
      <div className={styles.stack}>
        <div className={styles.fields}>
          <Choice label="Metric" value={metric} options={METRIC_OPTIONS} onChange={setMetric} />
          {settings.fields}
          <Button disabled={look.status === "looking"} onClick={settings.ask}>
            {covered ? "Work out again" : "Work it out"}
          </Button>
        </div>
        <SplitChoice label="Splits whose importance is shown" value={chosen} others={ALL} onChange={setChosen} />
        {look.status === "looking" && <WhyProgress look={look} what={WHAT} onCancel={() => { stopWhy("importance"); }} />}
        <WhyFrame panel="importance" look={look} what={WHAT}>
          {covered && figures !== null ? (
            <>
              {settings.outdated && look.status !== "looking" && <p className={styles.outdated}>These figures are of other settings, another epoch or another threshold. Work them out again.</p>}
              <ChartFrame
                inside
                widens={false}
                title={metric === "logLoss" ? "Rise of log loss" : `Drop of ${METRIC_TITLES[metric]}`}
                summary={importanceSummary(figures, metric)}
                table={() => importanceTable(figures)}
                fileName={`triptych-importance-${metric}`}
                footer={<p>{statement(answer, shown)} Columns made from one column of the data are mixed up together.</p>}
              >
                <Pictures figures={figures} shown={shown} metric={metric} />
              </ChartFrame>
            </>
          ) : (
            look.status !== "looking" && <p className={styles.muted}>Nothing is worked out until you ask: every feature is mixed up {counted(settings.repeats, "time")} on each split shown.</p>
          )}
        </WhyFrame>
      </div>
    </Card>
  );
}

function useSettings(data: PreparedMeta, chosen: Split | "all") {
  const look = useApp((state) => state.whyLooks.importance);
  const askWhy = useApp((state) => state.askWhy);
  const threshold = useApp((state) => thresholdOf(state).value);
  const before = look.question?.about;
  const [repeats, setRepeats] = useState(before?.repeats ?? REPEATS);
  const [seed, setSeed] = useState(before?.seed ?? 1);
  const [limit, setLimit] = useState<RowLimit>(limitOf(before));
  const groups = useMemo(() => sourceGroups(data.fitted.columns), [data]);
  const maxRows = limit === "all" ? {} : { maxRows: Number(limit) };
  const asked = look.answer?.question;
  const outdated = useApp((state) => asked !== undefined && !isSameMoment(asked.moment, shownMoment(state)))
    || (asked !== undefined && (asked.about.repeats !== repeats || asked.about.seed !== seed || asked.about.threshold !== threshold || asked.about.maxRows !== maxRows.maxRows));
  const wholeNumber = (least: number, most: number) => (value: number) =>
    Number.isInteger(value) && value >= least && value <= most ? null : `Type a whole number from ${least} to ${most}.`;
  return {
    repeats,
    outdated,
    ask: () => {
      askWhy("importance", { splits: chosen === "all" ? SPLITS : [chosen], groups, repeats, seed, threshold, ...maxRows });
    },
    fields: (
      <>
        <NumberField label="Repeats" value={repeats} onChange={setRepeats} refuse={wholeNumber(1, MOST_REPEATS)} />
        <NumberField label="Seed" value={seed} onChange={setSeed} refuse={wholeNumber(0, 2 ** 32 - 1)} />
        <Choice label="Rows of a split" value={limit} options={LIMIT_OPTIONS} onChange={setLimit} />
      </>
    ),
  };
}

function limitOf(before: { readonly maxRows?: number } | undefined): RowLimit {
  if (before === undefined) return "200000";
  return before.maxRows === undefined ? "all" : before.maxRows === 20_000 ? "20000" : "200000";
}

function Pictures({ figures: { splits, domain }, shown, metric }: { readonly figures: ImportanceFigures; readonly shown: readonly Split[]; readonly metric: ImportanceMetric }) {
  const [all, setAll] = useState(false);
  const most = Math.max(0, ...Object.values(splits).map((bars) => (bars.type === "measured" ? bars.features.length : 0)));
  return (
    <>
      <div className={styles.beside}>
        {shown.map((split) => {
          const bars = splits[split];
          if (bars === undefined) return null;
          if (bars.type === "undefined") {
            return (
              <p key={split} className={styles.muted}>
                {SPLIT_TITLES[split]}: {METRIC_TITLES[metric]} is undefined. {bars.reason}
              </p>
            );
          }
          return (
            <BarPicture
              key={split}
              title={`${SPLIT_TITLES[split]}, ${dropText(bars.baseline)} unmixed`}
              colour={`var(--${split})`}
              domain={domain}
              bars={bars.features.slice(0, all ? undefined : SHOWN_BARS).map((feature) => ({
                name: feature.name,
                value: feature.mean,
                interval: feature.interval,
                text: dropText(feature.mean),
                note: barNote(feature),
              }))}
            />
          );
        })}
      </div>
      {most > SHOWN_BARS && <LinkButton text={all ? "Show fewer" : `Show all ${most} features`} onClick={() => { setAll(!all); }} />}
    </>
  );
}
