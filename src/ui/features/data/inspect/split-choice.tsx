import { SegmentedControl } from "@mantine/core";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { useLoadedSplits } from "./use-look";

interface SplitChoiceProps {
  readonly label: string;
  readonly value: Split;
  readonly onChange: (split: Split) => void;
}

export function SplitChoice({ label, value, onChange }: SplitChoiceProps) {
  const loaded = useLoadedSplits();
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      data={loaded.map((split) => ({ value: split, label: SPLIT_TITLES[split] }))}
      onChange={onChange}
    />
  );
}
