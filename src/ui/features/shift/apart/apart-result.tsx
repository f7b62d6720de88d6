import { useId, useState, type CSSProperties } from "react";
import type { Against } from "../../../../domain/shift/against";
import { aucText, domainMethod, intervalText, toldWords } from "../../../../domain/shift/apart-words";
import type { DomainMeasure, DomainResult } from "../../../../domain/shift/domain-question";
import { BarPicture } from "../../../charts/bar-picture";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { LinkButton } from "../../../components/link-button";
import { splitHue } from "../../../components/split-name";
import { TermMark } from "../../../components/term";
import { APART_TERMS } from "./apart-terms";
import { aucNote, barsOf, barSummary, barTable, placeOf } from "./apart-figures";
import styles from "./apart.module.css";

/** Bars before the rest is asked for. */
const SHOWN_BARS = 12;

interface ApartResultProps {
  readonly title: string;
  readonly term?: { readonly title: string; readonly text: string };
  readonly result: DomainResult;
  readonly against: Against;
  /** Of the bars. */
  readonly domain: readonly [low: number, high: number];
  readonly fileName: string;
}

/** One of the two measurements: its area on a scale, and the columns that gave the rows away. */
export function ApartResult({ title, term, result, against, domain, fileName }: ApartResultProps) {
  const id = useId();
  return (
    <section className={styles.result} aria-labelledby={id} style={splitHue(against)}>
      <h3 className={styles.title}>
        <span id={id}>{title}</span> {term !== undefined && <TermMark {...term} />}
      </h3>
      {result.type === "undefined" ? (
        <p className={styles.muted}>{result.reason}</p>
      ) : (
        <>
          <Area measure={result} />
          <Columns title={title} result={result} domain={domain} fileName={fileName} />
          {result.within !== null && (
            <dl className={styles.within}>
              <dt>Among positive rows</dt>
              <dd>{aucText(result.within.positive.auc)} <span className={styles.muted}>({intervalText(result.within.positive.interval)})</span></dd>
              <dt>Among negative rows</dt>
              <dd>{aucText(result.within.negative.auc)} <span className={styles.muted}>({intervalText(result.within.negative.interval)})</span></dd>
            </dl>
          )}
          <p className={styles.muted}>{domainMethod(result)}</p>
        </>
      )}
    </section>
  );
}

/** The area with its interval, between chance and certainty. */
function Area({ measure }: { readonly measure: DomainMeasure }) {
  const { auc, interval } = measure;
  const [low, high] = [placeOf(interval.low), placeOf(interval.high)];
  return (
    <div>
      <p className={styles.figure}>
        <strong>{aucText(auc)}</strong>
        <span>
          AUC <TermMark {...APART_TERMS.auc} /> <span className={styles.muted}>{intervalText(interval)}</span>
        </span>
        <span className={styles.verdict}>{toldWords(measure)}</span>
      </p>
      <div className={styles.scale} role="img" aria-label={aucNote(measure)} style={{ "--low": `${low}%`, "--wide": `${high - low}%`, "--at": `${placeOf(auc)}%`, "--chance": `${placeOf(0.5)}%` } as CSSProperties}>
        <span className={styles.chance} />
        <span className={styles.range} />
        <span className={styles.dot} />
      </div>
      <div className={styles.ends} aria-hidden>
        <span style={{ left: `${placeOf(0.5)}%` }}>0.5, chance</span>
        <span style={{ left: `${placeOf(0.75)}%` }}>0.75</span>
        <span>1, at sight</span>
      </div>
    </div>
  );
}

function Columns({ title, result, domain, fileName }: Pick<ApartResultProps, "title" | "domain" | "fileName"> & { readonly result: DomainMeasure }) {
  const [all, setAll] = useState(false);
  const bars = barsOf(result);
  return (
    <>
      <ChartFrame
        inside
        widens={false}
        title={`What gives it away: ${title.toLowerCase()}`}
        hint={<TermMark {...APART_TERMS.givesAway} />}
        summary={barSummary(result)}
        table={() => barTable(result)}
        fileName={fileName}
      >
        <BarPicture title="AUC lost when mixed up" bars={all ? bars : bars.slice(0, SHOWN_BARS)} domain={domain} colour="var(--hue)" />
      </ChartFrame>
      {bars.length > SHOWN_BARS && <LinkButton text={all ? "Show fewer" : `Show all ${bars.length} columns`} onClick={() => { setAll(!all); }} />}
    </>
  );
}
