import { SegmentedControl } from "@mantine/core";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import styles from "./why.module.css";

interface SplitChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | Split;
  readonly onChange: (value: Value | Split) => void;
  /** What can be chosen instead of a split, before them. */
  readonly others?: readonly { readonly value: Value; readonly label: string }[];
}

export function SplitChoice<Value extends string = never>({ label, value, onChange, others = [] }: SplitChoiceProps<Value>) {
  return (
    <SegmentedControl<Value | Split>
      className={styles.splits ?? ""}
      size="xs"
      aria-label={label}
      value={value}
      data={[...others, ...SPLITS.map((split) => ({ value: split, label: SPLIT_TITLES[split] }))]}
      onChange={onChange}
    />
  );
}
