import { SegmentedControl } from "@mantine/core";
import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import { useLoadedSplits } from "./use-look";

/** One split, or all that are loaded side by side. */
export type ShownSplits = Split | "all";

interface SplitChoiceProps {
  readonly label: string;
  readonly value: ShownSplits;
  readonly onChange: (shown: ShownSplits) => void;
}

export function SplitChoice({ label, value, onChange }: SplitChoiceProps) {
  const loaded = useLoadedSplits();
  const all = loaded.length > 1 ? [{ value: "all" as const, label: "Side by side" }] : [];
  return (
    <SegmentedControl<ShownSplits>
      size="xs"
      aria-label={label}
      value={value}
      data={[...loaded.map((split) => ({ value: split, label: SPLIT_TITLES[split] })), ...all]}
      onChange={onChange}
    />
  );
}

/** What is shown of the splits that are loaded: a choice that is gone falls back to the first. */
export function splitsShown(chosen: ShownSplits, loaded: readonly Split[]): readonly Split[] {
  if (chosen === "all") return loaded;
  return loaded.includes(chosen) ? [chosen] : loaded.slice(0, 1);
}
