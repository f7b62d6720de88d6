import { NativeSelect } from "@mantine/core";
import { inNaturalOrder } from "../../domain/carve-values";
import { formatCount, formatPercent } from "../../domain/format";
import { SPLIT_TITLES, type PerSplit, type Split } from "../../domain/split";
import type { ValueCount } from "../../domain/table";
import { SplitName } from "./split-name";
import styles from "./value-splits.module.css";

type Values = Partial<PerSplit<readonly string[]>>;

interface ValueSplitsProps {
  readonly counts: readonly ValueCount[];
  readonly splits: readonly Split[];
  /** Where values go that go nowhere else. */
  readonly from: Split;
  readonly values: Values;
  readonly locked: boolean;
  readonly onChange: (values: Values) => void;
}

/** Each value of a column with its rows and the split that it goes to. */
export function ValueSplits({ counts, splits, from, values, locked, onChange }: ValueSplitsProps) {
  const splitOf = (value: string): Split => splits.find((split) => values[split]?.includes(value)) ?? from;
  const rows = counts.reduce((sum, { count }) => sum + count, 0);
  const move = (value: string, to: Split): void => {
    const moved: Values = {};
    for (const split of splits) {
      const others = (values[split] ?? []).filter((each) => each !== value);
      moved[split] = split === to ? [...others, value] : others;
    }
    onChange(moved);
  };
  return (
    <div role="group" aria-label="Values and their splits" className={styles.stack}>
      <ul className={styles.values}>
        {inNaturalOrder(counts).map(({ value, count }) => (
          <li key={value}>
            <span className={styles.fileName}>{value}</span>
            <span className={styles.muted}>{formatCount(count)} rows</span>
            <NativeSelect
              size="xs"
              aria-label={`Split of ${value}`}
              value={splitOf(value)}
              disabled={locked}
              data={splits.map((split) => ({ value: split, label: SPLIT_TITLES[split] }))}
              onChange={(event) => {
                const to = splits.find((split) => split === event.currentTarget.value);
                if (to !== undefined) move(value, to);
              }}
            />
          </li>
        ))}
      </ul>
      <div className={styles.sums}>
        {splits.map((split) => {
          const own = counts.filter(({ value }) => splitOf(value) === split).reduce((sum, { count }) => sum + count, 0);
          return (
            <span key={split}>
              <SplitName split={split} /> {formatCount(own)} rows{rows > 0 && ` · ${formatPercent(own / rows, 1)}`}
            </span>
          );
        })}
      </div>
    </div>
  );
}
