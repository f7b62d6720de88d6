import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FieldLabel } from "../../components/field-label";
import { writeNumber } from "../../components/write-number";

/** Any number that is finite will do. */
export function refuseAnyNumber(value: number): string | null {
  return Number.isFinite(value) ? null : "Type a number that is finite.";
}

interface LimitFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly locked: boolean;
  /** Says in words why a number cannot be taken; null when it can. */
  readonly refuse: (value: number) => string | null;
  readonly onChange: (value: number | undefined) => void;
}

/** A number that may be left out; taken with Enter or when the field is left. */
export function LimitField({ label, value, locked, refuse, onChange }: LimitFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (value === undefined ? "" : writeNumber(value));
  const parsed = text.trim() === "" ? undefined : Number(text);
  const error = parsed === undefined ? null : Number.isNaN(parsed) ? "Type a number, or nothing for no limit." : refuse(parsed);
  const take = (): void => {
    if (draft === null || error !== null) return;
    setDraft(null);
    if (parsed !== value) onChange(parsed);
  };
  return (
    <TextInput
      label={<FieldLabel text={label} />}
      labelProps={{ labelElement: "div" }}
      aria-label={label}
      placeholder="no limit"
      inputMode="decimal"
      value={text}
      error={error}
      disabled={locked}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
