import { WATCHED_TITLES, type MetricChange, type WatchedFigure } from "../../../../domain/shift/injection-change";
import { TermMark } from "../../../components/term";
import { INJECT_TERMS } from "./inject-terms";
import styles from "./inject.module.css";

/** In words and by a mark, never by hue alone. */
const VERDICTS: Readonly<Record<NonNullable<MetricChange["verdict"]>, string>> = {
  notices: "notices",
  noise: "within noise",
  same: "unchanged",
  gone: "undefined now",
  come: "was undefined",
  unknown: "cannot tell",
};

/** Every metric before and after, and whether it notices. */
export function ChangeTable({ changes }: { readonly changes: readonly MetricChange[] }) {
  return (
    <div className={styles.scroll} role="region" aria-label="Metrics before and after, scrollable" tabIndex={0}>
      <table className={styles.table} aria-label="Metrics before and after">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Change</th>
            <th scope="col">
              <span className={styles.name}>
                Notices? <TermMark title="Notices" text={INJECT_TERMS.notices} />
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, before, after, change, verdict, direction }) => (
            <tr key={name} data-verdict={verdict ?? undefined}>
              <th scope="row">{WATCHED_TITLES[name]}</th>
              <Figure figure={before} />
              <Figure figure={after} />
              <td>{change === null ? "–" : differenceText(change)}</td>
              <td data-direction={direction ?? undefined}>{verdict === null ? "–" : `${VERDICTS[verdict]}${direction === null ? "" : `, ${direction}`}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ figure: { value, interval, reason } }: { readonly figure: WatchedFigure }) {
  if (value === null) return <td title={reason ?? undefined}>undefined</td>;
  return (
    <td>
      {figureText(value)}
      <span className={styles.interval}>{interval === null ? "no interval" : `${figureText(interval.low)} to ${figureText(interval.high)}`}</span>
    </td>
  );
}

/** With its sign. */
function differenceText(change: number): string {
  return change > 0 ? `+${figureText(change)}` : figureText(change);
}

/** With four decimals; a small one that is not 0 as 3.1e-5. A hyphen is narrower than a digit, a minus is as wide. */
function figureText(value: number): string {
  const size = Math.abs(value);
  const text = Number.isInteger(value) ? String(value) : size < 1e-4 ? value.toExponential(1) : value.toFixed(size >= 10 ? 2 : 4);
  return text.replace(/^-/, "−");
}
