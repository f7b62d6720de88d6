import { formatCount, formatPercent } from "../../domain/format";
import type { Histogram } from "../../domain/inspect/profile";
import type { Split } from "../../domain/split";
import { SplitName, splitHue } from "../components/split-name";
import { rowsIn, splitsIn, type CountAxis } from "./histogram-figures";
import styles from "./category-bars.module.css";

export type CategoryHistogram = Extract<Histogram, { kind: "categories" }>;

interface CategoryBarsProps {
  readonly histogram: CategoryHistogram;
  readonly axis: CountAxis;
  /** The first few alone, without figures. */
  readonly compact?: boolean;
}

const COMPACT_CATEGORIES = 5;

/** The values of a column of text with their rows, split by split: a table whose cells are bars. */
export function CategoryBars({ histogram, axis, compact = false }: CategoryBarsProps) {
  const { categories, column } = histogram;
  const splits = splitsIn(histogram);
  const shown = compact ? categories.slice(0, COMPACT_CATEGORIES) : categories;
  return (
    <table className={styles.table} data-compact={compact || undefined} aria-label={`Values of ${column}`}>
      <thead>
        <tr>
          <th scope="col">Value</th>
          {splits.map((split) => (
            <th key={split} scope="col">
              <SplitName split={split} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((category, index) => (
          <tr key={category}>
            <th scope="row" title={category}>
              {category === "" ? "(empty)" : category}
            </th>
            {splits.map((split) => (
              <BarCell key={split} split={split} counts={histogram.counts[split] ?? []} index={index} axis={axis} compact={compact} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface BarCellProps {
  readonly split: Split;
  readonly counts: readonly number[];
  readonly index: number;
  readonly axis: CountAxis;
  readonly compact: boolean;
}

function BarCell({ split, counts, index, axis, compact }: BarCellProps) {
  const count = counts[index] ?? 0;
  const share = count / Math.max(1, rowsIn(counts));
  const length = axis === "share" ? share : Math.log1p(count) / Math.log1p(Math.max(1, ...counts));
  const text = `${formatCount(count)} (${formatPercent(share, 1)})`;
  return (
    <td style={splitHue(split)} title={compact ? text : undefined}>
      <div className={styles.bar} style={{ width: `${100 * length}%`, minWidth: count > 0 ? 2 : 0 }} />
      <span className={styles.figure}>{text}</span>
    </td>
  );
}
