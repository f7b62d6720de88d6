import { Switch } from "@mantine/core";
import { formatCount } from "../../../../domain/format";
import type { SubsetSpec } from "../../../../domain/run-config";
import { refusals } from "../../../../domain/run-limits";
import { Disclosure } from "../../../components/disclosure";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { overfitText } from "../run-text";
import { rowsTrainedOn } from "../steps-of";
import styles from "../train-stage.module.css";

/** Few enough to be learned by heart, and fewer still where there are not so many. */
const FEW_ROWS = 1000;

/** For watching a net learn rows by heart, and telling that from shift. */
export function OverfitGroup({ disabled }: { readonly disabled: boolean }) {
  const holdout = useApp((state) => state.config.holdout);
  const subset = useApp((state) => state.config.subset);
  const configure = useApp((state) => state.configure);
  const available = useApp(({ config, files }) =>
    files.train === undefined ? null : rowsTrainedOn({ holdout: config.holdout }, files.train.rows),
  );
  const refusal = subset === undefined ? null : refuseRows(subset.rows, available);
  return (
    <Disclosure
      title="Overfit on purpose"
      summary={refusal ?? overfitText({ holdout, ...(subset === undefined ? {} : { subset }) })}
      alarming={refusal !== null}
    >
      <Subset subset={subset} available={available} disabled={disabled} />
      <NumberField
        label="Hold-out share"
        term="holdout"
        value={holdout}
        refuse={refusals.holdout}
        disabled={disabled}
        onChange={(next) => {
          configure({ holdout: next });
        }}
      />
      <p className={styles.hint}>
        Rows held out are train's own, unseen by the net: the gap to them is overfitting; the gap to validation and test is
        that and shift.
      </p>
    </Disclosure>
  );
}

function refuseRows(rows: number, available: number | null): string | null {
  if (available === null || rows <= available) return refusals.subsetRows(rows);
  return `There are ${formatCount(available)} rows to train on: ask for no more.`;
}

interface SubsetProps {
  readonly subset: SubsetSpec | undefined;
  /** Rows of train that are not held out; null while unknown. */
  readonly available: number | null;
  readonly disabled: boolean;
}

function Subset({ subset, available, disabled }: SubsetProps) {
  const configure = useApp((state) => state.configure);
  const switchOff = useApp((state) => state.switchOff);
  return (
    <>
      <Switch
        label="Train on fewer rows"
        checked={subset !== undefined}
        disabled={disabled}
        onChange={(event) => {
          if (event.currentTarget.checked) configure({ subset: { rows: Math.min(FEW_ROWS, available ?? FEW_ROWS), labelNoise: 0 } });
          else switchOff("subset");
        }}
      />
      {subset !== undefined && (
        <div className={styles.pair}>
          <NumberField
            label="Rows"
            term="subset"
            value={subset.rows}
            refuse={(rows) => refuseRows(rows, available)}
            disabled={disabled}
            onChange={(rows) => {
              configure({ subset: { ...subset, rows } });
            }}
          />
          <NumberField
            label="Label noise"
            term="labelNoise"
            value={subset.labelNoise}
            refuse={refusals.labelNoise}
            disabled={disabled}
            onChange={(labelNoise) => {
              configure({ subset: { ...subset, labelNoise } });
            }}
          />
        </div>
      )}
    </>
  );
}
