import { useMemo } from "react";
import type { ShiftFindings } from "../../../../domain/shift/shift-findings";
import type { SectionTable, ShiftSection } from "../../../../domain/shift/shift-sections";
import { SharePicture } from "../../../charts/share-picture";
import { useApp } from "../../../store-context";
import styles from "./report.module.css";
import { aboutLines } from "./report-files";

interface ReportPageProps {
  readonly sections: readonly ShiftSection[];
  readonly findings: ShiftFindings;
}

/** The page itself; when it is printed, nothing else is. */
export function ReportPage({ sections, findings }: ReportPageProps) {
  const shiftReport = useApp((state) => state.shiftReport);
  const run = useApp((state) => state.run);
  const about = useMemo(() => aboutLines({ shiftReport, run }), [shiftReport, run]);
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
