import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FieldLabel } from "./field-label";
import type { TermKey } from "./terms";

interface NumberFieldProps {
  readonly label: string;
  readonly term?: TermKey;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Says in words why a number cannot be taken; null when it can. */
  readonly refuse: (value: number) => string | null;
  readonly disabled?: boolean;
  readonly description?: string;
}

/** A field for a number that may be written as 0.001 or 1e-3. What cannot be taken is refused where it is typed. */
export function NumberField({ label, term, value, onChange, refuse, disabled, description }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? writeNumber(value);
  const parsed = text.trim() === "" ? NaN : Number(text);
  const error = Number.isNaN(parsed) ? "Type a number, such as 0.001 or 1e-3." : refuse(parsed);
  return (
    <TextInput
      label={<FieldLabel text={label} term={term} />}
      labelProps={{ labelElement: "div" }}
      aria-label={label}
      description={description}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={text}
      inputMode="decimal"
      disabled={disabled ?? false}
      error={error}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setDraft(next);
        const number = next.trim() === "" ? NaN : Number(next);
        if (!Number.isNaN(number) && refuse(number) === null) onChange(number);
      }}
      onBlur={() => {
        if (error === null) setDraft(null);
      }}
    />
  );
}

/** Small numbers as people write learning rates: 0.001 → "1e-3". */
function writeNumber(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && size < 0.01 ? value.toExponential() : String(value);
}
