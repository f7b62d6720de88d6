import { NativeSelect } from "@mantine/core";
import { FieldLabel } from "./field-label";
import type { TermKey } from "./terms";

interface ChoiceOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly term?: TermKey;
  readonly value: T;
  readonly options: readonly ChoiceOption<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  readonly description?: string | undefined;
  /** Why the choice cannot stand, in words. */
  readonly error?: string | null;
}

/** One of a few named things. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, term, value, options, onChange, disabled, description, error } = props;
  return (
    <NativeSelect
      label={<FieldLabel text={label} term={term} />}
      labelProps={{ labelElement: "div" }}
      aria-label={label}
      description={description}
      error={error ?? null}
      inputWrapperOrder={["label", "input", "description", "error"]}
      disabled={disabled ?? false}
      value={value}
      data={options.map((option) => ({ ...option }))}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    />
  );
}
