import { TextInput } from "@mantine/core";
import type { FitOn, MissingSpec } from "../../../domain/features/plan";
import type { FeatureKind } from "../../../state/feature-columns";
import { missingChoices } from "../../../state/feature-edits";
import { MISSING_TITLES, explainMissing } from "../../../state/feature-text";
import { Choice } from "../../components/choice";
import { FieldLabel } from "../../components/field-label";
import { NumberField } from "../../components/number-field";
import { refuseAnyNumber } from "./limit-field";

interface MissingFieldsProps {
  readonly spec: MissingSpec;
  readonly kind: FeatureKind;
  readonly fitOn: FitOn;
  readonly locked: boolean;
  readonly onChange: (spec: MissingSpec) => void;
}

/** What a text that is missing is called, until somebody says otherwise. */
const MISSING_WORD = "missing";

export function MissingFields({ spec, kind, fitOn, locked, onChange }: MissingFieldsProps) {
  return (
    <>
      <Choice
        label="1 Missing"
        term="missingValues"
        value={spec.type}
        options={missingChoices(kind).map((value) => ({ value, label: optionTitle(value, kind) }))}
        disabled={locked}
        description={explainMissing(spec, kind, fitOn)}
        onChange={(type) => {
          onChange(type === "constant" ? { type, value: kind === "numeric" ? 0 : MISSING_WORD } : { type });
        }}
      />
      {spec.type === "constant" && <Constant value={spec.value} locked={locked} onChange={onChange} />}
    </>
  );
}

function optionTitle(type: MissingSpec["type"], kind: FeatureKind): string {
  const title = type === "indicator" && kind === "text" ? "a category of its own" : MISSING_TITLES[type];
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}

interface ConstantProps extends Pick<MissingFieldsProps, "locked" | "onChange"> {
  readonly value: number | string;
}

function Constant({ value, locked, onChange }: ConstantProps) {
  return typeof value === "number" ? (
    <NumberField
      label="Constant"
      value={value}
      refuse={refuseAnyNumber}
      takes="entered"
      disabled={locked}
      onChange={(next) => {
        onChange({ type: "constant", value: next });
      }}
    />
  ) : (
    <TextInput
      label={<FieldLabel text="Constant" />}
      labelProps={{ labelElement: "div" }}
      aria-label="Constant"
      key={value}
      defaultValue={value}
      disabled={locked}
      onBlur={(event) => {
        const next = event.currentTarget.value;
        if (next !== value) onChange({ type: "constant", value: next });
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}
