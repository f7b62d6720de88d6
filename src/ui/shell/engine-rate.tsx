import type { EngineChoice } from "../../domain/engine-identity";
import { formatPercent, formatRate } from "../../domain/format";
import type { EngineRanking } from "../../domain/trainer";
import styles from "./engine-menu.module.css";

interface EngineRateProps {
  readonly choice: EngineChoice;
  readonly ranking: EngineRanking | null;
}

/** An engine's measured rate as a bar beside the fastest one's, and in figures. */
export function EngineRate({ choice, ranking }: EngineRateProps) {
  const measured = ranking?.engines.find(({ engine }) => engine.name === choice);
  if (ranking === null || measured === undefined) return null;
  const { rowsPerSecond } = measured;
  if (rowsPerSecond === null) return <span className={styles.rate}>too slow to be measured in time</span>;
  const fastest = Math.max(...ranking.engines.map((each) => each.rowsPerSecond ?? 0));
  const ratio = rowsPerSecond / fastest;
  return (
    <span className={styles.rate}>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ width: `${(100 * ratio).toFixed(1)}%` }} />
      </span>
      <span className={styles.figure}>
        {formatRate(rowsPerSecond)} · {ratio === 1 ? "fastest" : `${formatPercent(ratio, ratio < 0.1 ? 1 : 0)} of the fastest`}
      </span>
    </span>
  );
}
