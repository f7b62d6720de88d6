import { useMemo } from "react";
import type { ShiftFindings } from "../../../../domain/shift/shift-findings";
import type { ShiftSection } from "../../../../domain/shift/shift-sections";
import type { SectionTable } from "../../../../domain/shift/shift-tables";
import { aboutReport } from "../../../../state/about-report";
import { SharePicture } from "../../../charts/share-picture";
import { useApp } from "../../../store-context";
import styles from "./report.module.css";
import { REPORT_TERMS } from "./report-terms";

interface ReportPageProps {
  readonly sections: readonly ShiftSection[];
  readonly findings: ShiftFindings;
}

/** The page itself; when it is printed, nothing else is. */
export function ReportPage({ sections, findings }: ReportPageProps) {
  const shiftReport = useApp((state) => state.shiftReport);
  const about = useMemo(() => aboutReport({ shiftReport }), [shiftReport]);
  return (
    <article className={styles.page} aria-label="Shift report" data-printed>
      <h2>Shift report</h2>
      <ul className={styles.about}>
        {about.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {sections.map(({ title, sentences, tables }, index) => (
        <section key={title} className={styles.section}>
          <h3>{title}</h3>
          <ul className={styles.sentences}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {index === 1 && <SharePicture title="Share of positives" shares={findings.label.prevalence} />}
          {tables.map((table) => (
            <FigureTable key={table.title} table={table} />
          ))}
        </section>
      ))}
      <section className={styles.section}>
        <h3>Terms</h3>
        <dl className={styles.terms}>
          {REPORT_TERMS.map(({ title, text }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </article>
  );
}

function FigureTable({ table: { title, columns, rows, more } }: { readonly table: SectionTable }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head = "", ...cells]) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p>{more} more columns are in the JSON file.</p>}
    </div>
  );
}
