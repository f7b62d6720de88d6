import { Button, Checkbox } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { formatCount } from "../../../domain/format";
import { counted } from "../../../domain/problem";
import type { FeatureColumn, FeatureKind } from "../../../state/feature-columns";
import {
  featureKind,
  targets,
  withTreatment,
  withTreatmentOfAll,
  withUse,
  type TreatmentChange,
  type TreatmentTarget,
} from "../../../state/feature-edits";
import { SCALERS } from "../../../state/feature-text";
import { Card } from "../../components/card";
import { Choice } from "../../components/choice";
import { useApp } from "../../store-context";
import { Becomes } from "./becomes";
import { ColumnHistogram } from "./column-histogram";
import { EncodingFields } from "./encoding-fields";
import styles from "./features-stage.module.css";
import { MissingFields } from "./missing-fields";
import { TransformFields } from "./transform-fields";

interface ColumnEditorProps {
  readonly column: FeatureColumn;
  readonly columns: readonly FeatureColumn[];
  readonly locked: boolean;
  /** A person opened it, rather than the stage. */
  readonly chosen: boolean;
}

/** An editor that begins lower on the page than this share of it is not seen. */
const HIDDEN_FROM = 0.6;

/** One column: whether it is used, and what is done with it in the fixed order, each step in a sentence. */
export function ColumnEditor({ column, columns, locked, chosen }: ColumnEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a narrow page the editor is below the table.
    const top = frame.current?.getBoundingClientRect().top ?? 0;
    if (chosen && top > HIDDEN_FROM * window.innerHeight) frame.current?.scrollIntoView({ block: "start" });
  }, [chosen]);
  const kind = featureKind(column);
  return (
    <div ref={frame}>
      <Card title={column.name} hint={`${column.dtype} · ${column.missing === 0 ? "nothing missing" : `${formatCount(column.missing)} missing`}`}>
        <div className={styles.form}>
          <UseSwitch column={column} columns={columns} locked={locked} />
          {kind !== null && <ColumnHistogram column={column.name} />}
          {column.unusable === null && kind !== null && <Steps column={column} kind={kind} columns={columns} locked={locked} />}
        </div>
      </Card>
    </div>
  );
}

function UseSwitch({ column, columns, locked }: Omit<ColumnEditorProps, "chosen">) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const { name, used, unusable, notes } = column;
  const words = [...(unusable === null ? [] : [`Cannot be used: ${unusable}`]), ...notes].join("; ");
  return (
    <Checkbox
      label="Use this column"
      description={words === "" ? undefined : `${words}.`}
      checked={used}
      disabled={locked || (unusable !== null && !used)}
      onChange={(event) => {
        change(withUse(wish, columns, [name], event.currentTarget.checked));
      }}
    />
  );
}

interface StepsProps extends Omit<ColumnEditorProps, "chosen"> {
  readonly kind: FeatureKind;
}

function Steps({ column, kind, columns, locked }: StepsProps) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const edit = (changed: TreatmentChange): void => {
    change(withTreatment(wish, column, changed));
  };
  const { missing, transform, encoding } = column.treatment;
  return (
    <>
      <MissingFields
        spec={missing}
        kind={kind}
        fitOn={wish.fitOn}
        locked={locked}
        onChange={(next) => {
          edit({ missing: next });
        }}
      />
      {kind === "numeric" && (
        <TransformFields
          list={transform}
          locked={locked}
          onChange={(next) => {
            edit({ transform: next });
          }}
        />
      )}
      <EncodingFields
        spec={encoding}
        kind={kind}
        summary={column.summary}
        fitOn={wish.fitOn}
        locked={locked}
        onChange={(next) => {
          edit({ encoding: next });
        }}
      />
      <p className={styles.muted}>
        <strong>4 Scale.</strong> {SCALERS[wish.scaler].formula}, for all columns alike.
      </p>
      <Becomes column={column} />
      <TakeOver column={column} columns={columns} locked={locked} />
    </>
  );
}

/** The same treatment for many columns at once. */
function TakeOver({ column, columns, locked }: Omit<ColumnEditorProps, "chosen">) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const [target, setTarget] = useState<TreatmentTarget>("used");
  const options = TARGETS.map(({ value, label }) => ({ value, label: `${label} (${formatCount(targets(columns, value).length)})` }));
  const count = targets(columns, target).length;
  return (
    <div className={styles.takeOver}>
      <Choice label="The same for" value={target} options={options} disabled={locked} onChange={setTarget} />
      <Button
        variant="default"
        disabled={locked || count === 0}
        aria-label={`Apply to ${counted(count, "column")}`}
        onClick={() => {
          const next = withTreatmentOfAll(wish, columns, column.treatment, target);
          // A step that changes nothing would be one too many to take back.
          if (JSON.stringify(next.treatments) !== JSON.stringify(wish.treatments)) change(next);
        }}
      >
        Apply
      </Button>
    </div>
  );
}

const TARGETS = [
  { value: "used", label: "used columns" },
  { value: "numeric", label: "number columns" },
  { value: "text", label: "text columns" },
] as const;
