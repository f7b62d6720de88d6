import { useMemo } from "react";
import { DIAL_ENDS, dialReading, neatShare, refuseShare } from "../../../../domain/shift/dial";
import { dialSentences, shareText, worthSentence } from "../../../../domain/shift/dial-words";
import { ratesOf, type SplitRates } from "../../../../domain/shift/gap";
import { SPLIT_TITLES, SPLITS, type Split } from "../../../../domain/split";
import type { AppState } from "../../../../state/app-state";
import { shownFigures } from "../../../../state/compare-figures";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { DragLine } from "../../../charts/kit/drag-line";
import { usePlot } from "../../../charts/kit/plot-context";
import type { ReaderSpec } from "../../../charts/kit/plot-reader";
import type { AxisSpec } from "../../../charts/kit/series";
import { XyPlot } from "../../../charts/kit/xy-plot";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { SplitName } from "../../../components/split-name";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { COST_TERMS } from "./cost-terms";
import styles from "./cost.module.css";
import { DIAL_PLOTS, dialSeries, dialSummary, dialTable, dialYAxis, plotText, plotValue, standings, type DialPlot } from "./dial-figures";
import { setDial, useDial } from "./dial-settings";

const RATES = SPLITS.map((value) => ({ value, label: SPLIT_TITLES[value] }));

/** What the user's own scores would come to, were the share of positives another. */
export function DialCard() {
  const of = useDial(({ rates }) => rates);
  const eventsPerDay = useDial((settings) => settings.eventsPerDay);
  const figures = useApp(shownFigures);
  const rates = useMemo(() => (figures === null ? null : ratesOf(figures[of].confusion)), [figures, of]);
  const own = useMemo(() => (figures === null ? null : standings(figures)), [figures]);
  if (rates === null || own === null) return null;
  return (
    <ChartFrame
      title="Prevalence dial"
      hint={<TermMark {...COST_TERMS.dial} />}
      widens={false}
      summary={dialSummary(own)}
      table={() => dialTable(rates, of, eventsPerDay)}
      fileName="triptych-prevalence-dial"
      footer={
        <ul className={styles.key}>
          {SPLITS.map((split) => (
            <li key={split}>
              <SplitName split={split} /> {own[split] === null ? "has no rows" : `stands at ${shareText(own[split].prevalence)}`}
            </li>
          ))}
          <li>dashed: always 0</li>
          <li>dotted: always 1</li>
        </ul>
      }
    >
      <div className={styles.stack}>
        <div className={styles.fields}>
          <Choice label="By the rates of" value={of} options={RATES} onChange={(next) => { setDial({ rates: next }); }} />
          <ShareField />
          <NumberField label="Events a day" value={eventsPerDay} refuse={refuseEvents} onChange={(next) => { setDial({ eventsPerDay: next }); }} />
        </div>
        <div className={styles.said} data-overlay>
          <Sentences rates={rates} of={of} />
          <p>{worthSentence(rates, of)}</p>
        </div>
        <div className={styles.plots}>
          {DIAL_PLOTS.map((plot) => (
            <DialPlotView key={plot} plot={plot} rates={rates} of={of} eventsPerDay={eventsPerDay} />
          ))}
        </div>
      </div>
    </ChartFrame>
  );
}

function refuseEvents(value: number): string | null {
  return value >= 0 && value <= 1e12 ? null : "From 0 to 1e12 events.";
}

function testShare(state: AppState): number {
  const test = shownFigures(state)?.test;
  return neatShare(test === undefined ? 0.5 : test.positives / test.rows);
}

function useShare(): number {
  const set = useDial(({ prevalence }) => prevalence);
  const ofTest = useApp(testShare);
  return set ?? ofTest;
}

function ShareField() {
  const share = useShare();
  return <NumberField label="Share of positives" term="prevalence" value={share} refuse={refuseShare} onChange={(next) => { setDial({ prevalence: next }); }} />;
}

function Sentences({ rates, of }: { readonly rates: SplitRates; readonly of: Split }) {
  const share = useShare();
  const eventsPerDay = useDial((settings) => settings.eventsPerDay);
  return dialSentences(dialReading(rates, share), of, eventsPerDay).map((sentence) => <p key={sentence}>{sentence}</p>);
}

const X: AxisSpec = { scale: "logit", domain: DIAL_ENDS, title: "share of positives" };

interface DialPlotProps {
  readonly plot: DialPlot;
  readonly rates: SplitRates;
  readonly of: Split;
  readonly eventsPerDay: number;
}

function DialPlotView({ plot, rates, of, eventsPerDay }: DialPlotProps) {
  const series = useMemo(() => dialSeries(plot, rates, of, eventsPerDay), [plot, rates, of, eventsPerDay]);
  const y = useMemo(() => dialYAxis(plot, series), [plot, series]);
  const reader = useMemo((): ReaderSpec => ({ label: `Values of ${plot} over the share of positives`, name: ({ x }) => shareText(x), format: (value) => plotText(plot, value) }), [plot]);
  return (
    <XyPlot series={series} x={X} y={y} reader={reader} height={260} empty={plot === "precision" ? "No row is called positive, so there is no precision." : plot === "alerts" ? "No alerts at any share." : "One class has no row, so a rate is undefined."}>
      <DialLine plot={plot} rates={rates} eventsPerDay={eventsPerDay} />
      <Standings plot={plot} eventsPerDay={eventsPerDay} />
    </XyPlot>
  );
}

/** Those drawn first are larger, so that points in one place are all seen. */
const RADII = { train: 7.5, validation: 6, test: 4.5 } as const;

/** Where each split itself stands. */
function Standings({ plot, eventsPerDay }: Pick<DialPlotProps, "plot" | "eventsPerDay">) {
  const { x, y } = usePlot();
  const figures = useApp(shownFigures);
  const own = useMemo(() => (figures === null ? null : standings(figures)), [figures]);
  return (
    <g aria-hidden pointerEvents="none">
      {SPLITS.map((split) => {
        const reading = own?.[split] ?? null;
        const value = reading === null ? null : plotValue(plot, reading, eventsPerDay);
        const [left, top] = [x.at(reading?.prevalence ?? NaN), y.at(value ?? NaN)];
        return Number.isFinite(left) && Number.isFinite(top) && <circle key={split} className={styles.standing} cx={left} cy={top} r={RADII[split]} fill={`var(--${split})`} />;
      })}
    </g>
  );
}

/** The dial itself: it alone is drawn again while it is dragged. */
function DialLine({ plot, rates, eventsPerDay }: Omit<DialPlotProps, "of">) {
  const { x, y } = usePlot();
  const share = useShare();
  const value = plotValue(plot, dialReading(rates, share), eventsPerDay);
  const top = y.at(value ?? NaN);
  const move = (next: number): void => {
    setDial({ prevalence: neatShare(next) });
  };
  return (
    <g data-overlay>
      {value !== null && Number.isFinite(top) && <circle className={styles.reading} cx={x.at(share)} cy={top} r={4} aria-hidden />}
      <DragLine label={`Share of positives on ${plot}`} value={share} format={(at) => `${shareText(at)}${value === null ? "" : `: ${plotText(plot, value)}`}`} onChange={move} />
    </g>
  );
}
