import { SegmentedControl } from "@mantine/core";
import { AGAINST, type Against } from "../../../../domain/shift/against";
import { SPLIT_TITLES } from "../../../../domain/split";

interface AgainstChoiceProps {
  /** What is shown of it: "features". */
  readonly of: string;
  readonly value: Against;
  readonly onChange: (against: Against) => void;
}

/** Which split train is held against. */
export function AgainstChoice({ of, value, onChange }: AgainstChoiceProps) {
  return (
    <SegmentedControl<Against>
      size="xs"
      aria-label={`Split whose ${of} are held against train`}
      value={value}
      data={AGAINST.map((split) => ({ value: split, label: `Train → ${SPLIT_TITLES[split].toLowerCase()}` }))}
      onChange={onChange}
    />
  );
}
