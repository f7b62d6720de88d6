import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RawCell } from "../../../../domain/features/fitted";
import { cellText } from "./dependence-figures";

interface CellFieldProps {
  readonly label: string;
  readonly value: RawCell;
  readonly onChange: (value: RawCell) => void;
}

/** A number as it is typed; an empty field is a missing value. */
export function NumberCell({ label, value, onChange }: CellFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (value === null ? "" : String(value));
  const refused = numberOf(text) === undefined;
  return (
    <TextInput
      aria-label={label}
      inputMode="decimal"
      value={text}
      placeholder="missing"
      error={refused ? "Type a number, or nothing for a missing value." : null}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setDraft(next);
        const number = numberOf(next);
        if (number !== undefined) onChange(number);
      }}
      onBlur={() => {
        if (!refused) setDraft(null);
      }}
    />
  );
}

/** Null for nothing typed; undefined for what is no number. */
function numberOf(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const number = Number(trimmed);
  return Number.isNaN(number) ? undefined : number;
}

interface TextCellProps extends CellFieldProps {
  /** The values to choose from; null where they are too many. */
  readonly options: readonly string[] | null;
}

const MISSING = "missing";

/** One of the values of a column of text, or a missing one; any text where they are too many to list. */
export function TextCell({ label, value, options, onChange }: TextCellProps) {
  if (options === null) {
    return (
      <TextInput
        aria-label={label}
        value={value === null ? "" : String(value)}
        placeholder="missing"
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange(text === "" ? null : text);
        }}
      />
    );
  }
  // A value may itself read "missing".
  const keyOf = (cell: RawCell): string => (cell === null ? MISSING : `=${cell}`);
  return (
    <NativeSelect
      aria-label={label}
      value={keyOf(value)}
      data={[...options.map((option) => ({ value: keyOf(option), label: cellText(option) })), { value: MISSING, label: "(missing)" }]}
      onChange={(event) => {
        const key = event.currentTarget.value;
        onChange(key === MISSING ? null : key.slice(1));
      }}
    />
  );
}
