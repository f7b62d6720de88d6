import { NumberField } from "../../components/number-field";
import { Choice } from "../../components/choice";
import type { EncodingSpec, FitOn } from "../../../domain/features/plan";
import { DEFAULT_ONE_HOT, MAX_ONE_HOT } from "../../../domain/features/treatments";
import { formatCount } from "../../../domain/format";
import { shortened } from "../../../domain/problem";
import type { ColumnSummary } from "../../../domain/table";
import type { FeatureKind } from "../../../state/feature-columns";
import { encodingChoices } from "../../../state/feature-edits";
import { ENCODING_TITLES, explainEncoding } from "../../../state/feature-text";
import styles from "./features-stage.module.css";
import { refuseAnyNumber } from "./limit-field";
import { ValueList } from "./value-list";

interface EncodingFieldsProps {
  readonly spec: EncodingSpec;
  readonly kind: FeatureKind;
  readonly summary: ColumnSummary;
  readonly fitOn: FitOn;
  readonly locked: boolean;
  readonly onChange: (spec: EncodingSpec) => void;
}

export function EncodingFields({ spec, kind, summary, fitOn, locked, onChange }: EncodingFieldsProps) {
  return (
    <>
      <Choice
        label="3 Encode"
        term="encoding"
        value={spec.type}
        options={encodingChoices(kind).map((value) => ({ value, label: optionTitle(value) }))}
        disabled={locked}
        description={explainEncoding(spec, fitOn)}
        onChange={(type) => {
          onChange(encodingOfType(type, summary));
        }}
      />
      <Details spec={spec} summary={summary} locked={locked} onChange={onChange} />
    </>
  );
}

function optionTitle(type: EncodingSpec["type"]): string {
  const title = ENCODING_TITLES[type];
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}

/** An encoding as it begins; the commonest value is what others are told apart from. */
function encodingOfType(type: EncodingSpec["type"], { values }: ColumnSummary): EncodingSpec {
  switch (type) {
    case "one-hot":
      return { type, max: DEFAULT_ONE_HOT };
    case "not-in":
      return { type, values: values?.slice(0, 1).map(({ value }) => value) ?? [] };
    case "at-least":
      return { type, limit: 0 };
    default:
      return { type };
  }
}

function Details({ spec, summary, locked, onChange }: Pick<EncodingFieldsProps, "spec" | "summary" | "locked" | "onChange">) {
  switch (spec.type) {
    case "one-hot":
      return (
        <>
          <NumberField
            label="Columns at most"
            value={spec.max}
            refuse={refuseMax}
            takes="entered"
            disabled={locked}
            onChange={(max) => {
              onChange({ type: "one-hot", max });
            }}
          />
          <p className={styles.muted}>{commonest(summary, spec.max)}</p>
        </>
      );
    case "not-in":
      return (
        <ValueList
          values={spec.values}
          known={summary.values?.map(({ value }) => value) ?? []}
          locked={locked}
          onChange={(values) => {
            onChange({ type: "not-in", values });
          }}
        />
      );
    case "at-least":
      return (
        <NumberField
          label="Limit"
          value={spec.limit}
          refuse={refuseAnyNumber}
          takes="entered"
          disabled={locked}
          onChange={(limit) => {
            onChange({ type: "at-least", limit });
          }}
        />
      );
    default:
      return null;
  }
}

function refuseMax(max: number): string | null {
  return Number.isInteger(max) && max >= 1 && max <= MAX_ONE_HOT
    ? null
    : `A whole number from 1 to ${formatCount(MAX_ONE_HOT)}.`;
}

/** Which values get a column of their own, as far as the summary of the file tells. */
function commonest({ values }: ColumnSummary, max: number): string {
  if (values === null) return "The column has more than 50 different values; the columns below show which were taken.";
  const own = values.slice(0, max).map(({ value, count }) => `${shortened(value, 24)} (${formatCount(count)})`);
  const rest = values.length - own.length;
  return `${own.slice(0, 12).join(", ")}${own.length > 12 ? `, and ${own.length - 12} more` : ""}${rest > 0 ? `; the other ${rest} together` : ""}.`;
}
