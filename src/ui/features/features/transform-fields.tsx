import { ActionIcon, NativeSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import type { TransformSpec } from "../../../domain/features/plan";
import { TRANSFORM_TITLES, explainTransform } from "../../../state/feature-text";
import { FieldLabel } from "../../components/field-label";
import styles from "./features-stage.module.css";
import { LimitField, refuseAnyNumber } from "./limit-field";

interface TransformFieldsProps {
  readonly list: readonly TransformSpec[];
  readonly locked: boolean;
  readonly onChange: (list: readonly TransformSpec[]) => void;
}

const NEW_TRANSFORMS: readonly TransformSpec[] = [{ type: "clip" }, { type: "log1p" }, { type: "symlog" }];

/** The transforms of a column in their order. */
export function TransformFields({ list, locked, onChange }: TransformFieldsProps) {
  return (
    <div className={styles.form}>
      <FieldLabel text="2 Transform" term="transform" />
      {list.length === 0 ? (
        <p className={styles.muted}>Nothing: numbers go on as they are.</p>
      ) : (
        <ol className={styles.transforms} aria-label="Transforms">
          {list.map((spec, index) => (
            // What is at a place is that place's transform.
            <TransformItem key={index} spec={spec} index={index} list={list} locked={locked} onChange={onChange} />
          ))}
        </ol>
      )}
      <NativeSelect
        aria-label="Add a transform"
        disabled={locked}
        value=""
        data={[
          { value: "", label: "Add a transform…" },
          ...NEW_TRANSFORMS.map(({ type }) => ({ value: type, label: TRANSFORM_TITLES[type] })),
        ]}
        onChange={(event) => {
          const added = NEW_TRANSFORMS.find(({ type }) => type === event.currentTarget.value);
          if (added !== undefined) onChange([...list, added]);
        }}
      />
    </div>
  );
}

interface TransformItemProps extends TransformFieldsProps {
  readonly spec: TransformSpec;
  readonly index: number;
}

function TransformItem({ spec, index, list, locked, onChange }: TransformItemProps) {
  const title = TRANSFORM_TITLES[spec.type];
  const others = list.filter((_, at) => at !== index);
  return (
    <li aria-label={`Transform ${index + 1}: ${title}`}>
      <div className={styles.transformHead}>
        <strong>{title}</strong>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Move ${title} up`}
          disabled={locked || index === 0}
          onClick={() => {
            onChange([...others.slice(0, index - 1), spec, ...others.slice(index - 1)]);
          }}
        >
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Move ${title} down`}
          disabled={locked || index === list.length - 1}
          onClick={() => {
            onChange([...others.slice(0, index + 1), spec, ...others.slice(index + 1)]);
          }}
        >
          <IconArrowDown size={15} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove ${title}`}
          disabled={locked}
          onClick={() => {
            onChange(others);
          }}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </div>
      {spec.type === "clip" && (
        <ClipLimits
          spec={spec}
          locked={locked}
          onChange={(changed) => {
            onChange(list.map((each, at) => (at === index ? changed : each)));
          }}
        />
      )}
      <p className={styles.muted}>{explainTransform(spec)}</p>
    </li>
  );
}

interface ClipLimitsProps {
  readonly spec: Extract<TransformSpec, { type: "clip" }>;
  readonly locked: boolean;
  readonly onChange: (spec: TransformSpec) => void;
}

function ClipLimits({ spec: { low, high }, locked, onChange }: ClipLimitsProps) {
  return (
    <div className={styles.pair}>
      <LimitField
        label="Lowest"
        value={low}
        locked={locked}
        refuse={(value) => refuseAnyNumber(value) ?? (high !== undefined && value > high ? "Not above the highest." : null)}
        onChange={(next) => {
          onChange(clip(next, high));
        }}
      />
      <LimitField
        label="Highest"
        value={high}
        locked={locked}
        refuse={(value) => refuseAnyNumber(value) ?? (low !== undefined && value < low ? "Not below the lowest." : null)}
        onChange={(next) => {
          onChange(clip(low, next));
        }}
      />
    </div>
  );
}

function clip(low: number | undefined, high: number | undefined): TransformSpec {
  return { type: "clip", ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}
