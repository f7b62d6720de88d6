import type { Series } from "../../../charts/kit/series";
import styles from "./inside.module.css";

/** Which line is of which layer. */
export function LayerLegend({ series }: { readonly series: readonly Series[] }) {
  return (
    <span className={styles.legend}>
      {series.map(({ key, title, colour, dash }) => (
        <span key={key} className={styles.entry}>
          <svg viewBox="0 0 22 4" aria-hidden>
            <line x1={0} x2={22} y1={2} y2={2} stroke={colour} strokeWidth={3} strokeDasharray={dash} />
          </svg>
          {title}
        </span>
      ))}
    </span>
  );
}
