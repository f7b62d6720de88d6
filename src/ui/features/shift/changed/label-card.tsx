import { useMemo } from "react";
import { formatPrevalence } from "../../../../domain/format";
import { AGAINST, type Against } from "../../../../domain/shift/against";
import { labelSentences } from "../../../../domain/shift/drift-words";
import { formatFactor } from "../../../../domain/shift/factor";
import { labelShift, type LabelShift } from "../../../../domain/shift/label-shift";
import { distanceText } from "../../../../domain/shift/measure-text";
import { SPLITS, SPLIT_TITLES } from "../../../../domain/split";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import type { ChartTable } from "../../../charts/kit/chart-table";
import { SharePicture } from "../../../charts/share-picture";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import styles from "./changed.module.css";
import { DRIFT_TERMS, type DriftTerm } from "./drift-terms";
import { Sentences } from "./sentences";

/** How the share of positives moves from split to split. */
export function LabelCard({ data }: { readonly data: PreparedMeta }) {
  const shift = useMemo(() => labelShift(data.rows), [data]);
  const all = useMemo(() => labelSentences(shift), [shift]);
  const notes = AGAINST.flatMap((against) => shift.against[against].note ?? []);
  const sentences = all.filter((sentence) => !notes.includes(sentence));
  return (
    <Card
      title="Label shift"
      hint={
        <>
          how many rows are positive <TermMark {...DRIFT_TERMS.labelShift} />
        </>
      }
    >
      <div className={styles.stack}>
        <Sentences sentences={sentences} />
        {notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
        <div className={styles.beside}>
          <ChartFrame
            inside
            widens={false}
            title="Share of positives"
            hint="95 % intervals, logit axis"
            summary={all.join(" ")}
            table={() => shareTable(shift)}
            fileName="triptych-label-shift"
          >
            <SharePicture title="Share of positives" shares={shift.prevalence} />
          </ChartFrame>
          <Pairs shift={shift} />
        </div>
      </div>
    </Card>
  );
}

interface Figure {
  readonly title: string;
  readonly term?: DriftTerm;
  readonly text: (shift: LabelShift, against: Against) => string;
}

const FIGURES: readonly Figure[] = [
  { title: "Times as many", term: "times", text: ({ against: pairs }, against) => timesText(pairs[against].ratio) },
  { title: "Log-odds", term: "logOdds", text: ({ against: pairs }, against) => signedText(pairs[against].logOddsChange) },
  { title: "PSI", term: "psi", text: ({ against: pairs }, against) => orDash(pairs[against].psi) },
  { title: "Cramér's V", term: "cramersV", text: ({ against: pairs }, against) => orDash(pairs[against].cramersV) },
];

function Pairs({ shift }: { readonly shift: LabelShift }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Label shift in figures">
      <table className={styles.pairs} aria-label="Label shift in figures">
        <thead>
          <tr>
            <th scope="col">From train to</th>
            {FIGURES.map(({ title, term }) => (
              <th key={title} scope="col">
                {title} {term !== undefined && <TermMark {...DRIFT_TERMS[term]} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {AGAINST.map((against) => (
            <tr key={against}>
              <th scope="row">{SPLIT_TITLES[against]}</th>
              {FIGURES.map(({ title, text }) => (
                <td key={title}>{text(shift, against)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function orDash(value: number | null): string {
  return value === null ? "–" : distanceText(value);
}

function timesText(ratio: number | null): string {
  if (ratio === null) return "–";
  // One decimal would make 1.0 of a share that is not the same.
  return `× ${ratio > 1 && ratio < 1.1 ? ratio.toPrecision(3) : formatFactor(ratio)}`;
}

function signedText(change: number | null): string {
  if (change === null) return "–";
  return change === 0 ? "0" : `${change > 0 ? "+" : "−"}${Math.abs(change).toFixed(2)}`;
}

function shareTable({ prevalence }: LabelShift): ChartTable {
  return {
    columns: ["split", "rows", "positives", "share of positives", "95 % low", "95 % high"],
    rows: SPLITS.map((split) => {
      const { rows, positives, share, interval } = prevalence[split];
      return [SPLIT_TITLES[split], rows, positives, share, interval?.low ?? null, interval?.high ?? null];
    }),
    format: (value, column) => (column < 3 ? value.toLocaleString("en-GB") : formatPrevalence(value)),
  };
}
