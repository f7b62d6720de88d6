import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FieldLabel } from "./field-label";
import type { TermKey } from "./terms";
import { writeNumber } from "./write-number";

interface NumberFieldProps {
  readonly label: string;
  readonly term?: TermKey;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Says in words why a number cannot be taken; null when it can. */
  readonly refuse: (value: number) => string | null;
  /** Whether a number is taken as it is typed, or with Enter or when the field is left; Escape then takes it back. */
  readonly takes?: "typed" | "entered";
  readonly disabled?: boolean;
  readonly description?: string | undefined;
}

/** A field for a number that may be written as 0.001 or 1e-3. What cannot be taken is refused where it is typed. */
export function NumberField(props: NumberFieldProps) {
  const { label, term, value, onChange, refuse, takes = "typed", disabled, description } = props;
  const [draft, setDraft] = useState<string | null>(null);
  /** The draft was handed on, and the value has not followed yet. */
  const [sent, setSent] = useState(false);
  const [shownFor, setShownFor] = useState(value);
  if (value !== shownFor) {
    setShownFor(value);
    // What was entered has come about: from here on the field follows the value.
    if (takes === "entered" && draft !== null && Number(draft) === value) setDraft(null);
  }
  const text = draft ?? writeNumber(value);
  const parsed = text.trim() === "" ? NaN : Number(text);
  const error = Number.isNaN(parsed) ? "Type a number, such as 0.001 or 1e-3." : refuse(parsed);
  const take = (): void => {
    if (draft === null || error !== null || sent) return;
    if (parsed === value) {
      setDraft(null);
    } else {
      setSent(true);
      onChange(parsed);
    }
  };
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
        setSent(false);
        const number = next.trim() === "" ? NaN : Number(next);
        if (takes === "typed" && !Number.isNaN(number) && refuse(number) === null) onChange(number);
      }}
      onKeyDown={(event) => {
        if (takes !== "entered") return;
        if (event.key === "Enter") take();
        if (event.key === "Escape") setDraft(null);
      }}
      onBlur={() => {
        if (takes === "entered") take();
        else if (error === null) setDraft(null);
      }}
    />
  );
}
