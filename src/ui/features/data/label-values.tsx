import { Checkbox } from "@mantine/core";
import { formatCount } from "../../../domain/format";
import { canonicalLabel } from "../../../domain/label";
import type { ValueCount } from "../../../domain/table";
import styles from "./data-stage.module.css";

export interface ListProps {
  /** Values that are listed, whether as positive or as negative. */
  readonly listed: readonly string[];
  readonly locked: boolean;
  readonly onChange: (listed: readonly string[]) => void;
}

/** Every value with its rows, to be ticked. */
export function LabelValues({ values, listed, locked, onChange }: ListProps & { readonly values: readonly ValueCount[] }) {
  const known = new Set(listed.map(canonicalLabel));
  const ticked = values.map(({ value }) => value).filter((value) => known.has(canonicalLabel(value)));
  return (
    <div className={styles.positives}>
      {values.map(({ value, count }) => (
        <Checkbox
          key={value}
          label={`${value} (${formatCount(count)} rows)`}
          checked={ticked.includes(value)}
          disabled={locked}
          onChange={(event) => {
            onChange(event.currentTarget.checked ? [...ticked, value] : ticked.filter((other) => other !== value));
          }}
        />
      ))}
    </div>
  );
}
