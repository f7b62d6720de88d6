import { Switch } from "@mantine/core";
import { formatCount } from "../../../../domain/format";
import { refusals } from "../../../../domain/run-limits";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { useApp } from "../../../store-context";
import { stepsPerEpoch } from "../steps-of";
import styles from "../train-stage.module.css";

const BATCHES: readonly string[] = ["256", "1024", "4096", "16384", "65536", "full"];

interface FieldsProps {
  readonly disabled: boolean;
}

/** How many rows go into a step, and in what order. */
export function BatchFields({ disabled }: FieldsProps) {
  const batchSize = useApp((state) => state.config.batchSize);
  const shuffle = useApp((state) => state.config.shuffle);
  const configure = useApp((state) => state.configure);
  const steps = useApp(({ config, files }) => (files.train === undefined ? null : stepsPerEpoch(config, files.train.rows)));
  const value = String(batchSize);
  return (
    <div className={styles.pair}>
      <Choice
        label="Batch"
        term="batch"
        value={value}
        options={(BATCHES.includes(value) ? BATCHES : [value, ...BATCHES]).map((batch) => ({
          value: batch,
          label: batch === "full" ? "Full batch" : formatCount(Number(batch)),
        }))}
        disabled={disabled}
        description={steps === null ? undefined : `${formatCount(steps)} ${steps === 1 ? "step" : "steps"} an epoch`}
        onChange={(chosen) => {
          configure({ batchSize: chosen === "full" ? "full" : Number(chosen) });
        }}
      />
      <Switch
        label="Shuffle"
        className={styles.beside ?? ""}
        checked={shuffle}
        disabled={disabled || batchSize === "full"}
        onChange={(event) => {
          configure({ shuffle: event.currentTarget.checked });
        }}
      />
    </div>
  );
}

/** How long, and from which draw. */
export function EpochFields({ disabled }: FieldsProps) {
  const epochs = useApp((state) => state.config.epochs);
  const seed = useApp((state) => state.config.seed);
  const configure = useApp((state) => state.configure);
  return (
    <div className={styles.pair}>
      <NumberField
        label="Epochs"
        term="epochs"
        value={epochs}
        refuse={refusals.epochs}
        disabled={disabled}
        onChange={(next) => {
          configure({ epochs: next });
        }}
      />
      <NumberField
        label="Seed"
        term="seed"
        value={seed}
        refuse={refusals.seed}
        disabled={disabled}
        onChange={(next) => {
          configure({ seed: next });
        }}
      />
    </div>
  );
}
