import { Button, NativeSelect, Switch } from "@mantine/core";
import { useDeferredValue } from "react";
import { DEFAULT_ADAM, DEFAULT_SGD, type OptimizerSpec, type RunConfig } from "../../../domain/run-config";
import { refusals } from "../../../domain/run-limits";
import { SAMPLE_RUN_SEED, SAMPLE_RUN_SEED_REASON } from "../../../domain/sample/profile";
import { isActive } from "../../../state/run-slice";
import { isSample, trainingBlocker } from "../../../state/selectors";
import { Card } from "../../components/card";
import { FieldLabel } from "../../components/field-label";
import { LinkButton } from "../../components/link-button";
import { NumberField } from "../../components/number-field";
import { useApp } from "../../store-context";
import { formatCount } from "../../../domain/format";
import styles from "./train-stage.module.css";

const BATCHES = ["256", "1024", "4096", "16384", "65536", "full"] as const;

export function RunForm() {
  const config = useApp((state) => state.config);
  const configure = useApp((state) => state.configure);
  // Two dozen controls change with it: in pieces that give way to the run that has just begun.
  const disabled = useDeferredValue(useApp((state) => isActive(state.run)));
  return (
    <Card title="This run" hint={disabled ? "stop the run to change it" : undefined}>
      <div className={styles.form}>
        <LossField config={config} configure={configure} disabled={disabled} />
        <OptimizerFields
          optimizer={config.optimizer}
          disabled={disabled}
          onChange={(optimizer) => {
            configure({ optimizer });
          }}
        />
        <BatchField config={config} configure={configure} disabled={disabled} />
        <div className={styles.pair}>
          <NumberField
            label="Epochs"
            term="epochs"
            value={config.epochs}
            refuse={refusals.epochs}
            disabled={disabled}
            onChange={(epochs) => {
              configure({ epochs });
            }}
          />
          <NumberField
            label="Seed"
            term="seed"
            value={config.seed}
            refuse={refusals.seed}
            disabled={disabled}
            onChange={(seed) => {
              configure({ seed });
            }}
          />
        </div>
        <Seed />
        <Start />
      </div>
    </Card>
  );
}

interface FieldProps {
  readonly config: RunConfig;
  readonly configure: (change: Partial<RunConfig>) => void;
  readonly disabled: boolean;
}

function LossField({ config, configure, disabled }: FieldProps) {
  const faulty = config.loss.type === "cross-entropy-single-output";
  return (
    <NativeSelect
      label={<FieldLabel text="Loss" term="lossFunction" />}
      labelProps={{ labelElement: "div" }}
      aria-label="Loss"
      disabled={disabled}
      value={config.loss.type}
      description={faulty ? "always 0 over one output: it has no gradient" : undefined}
      inputWrapperOrder={["label", "input", "description"]}
      data={[
        { value: "bce", label: "Binary cross-entropy" },
        { value: "cross-entropy-single-output", label: "Cross-entropy, as in the notebook" },
      ]}
      onChange={(event) => {
        configure({
          loss: { type: event.currentTarget.value === "bce" ? "bce" : "cross-entropy-single-output" },
        });
      }}
    />
  );
}

interface OptimizerFieldsProps {
  readonly optimizer: OptimizerSpec;
  readonly disabled: boolean;
  readonly onChange: (optimizer: OptimizerSpec) => void;
}

function OptimizerFields({ optimizer, disabled, onChange }: OptimizerFieldsProps) {
  return (
    <>
      <NativeSelect
        label={<FieldLabel text="Optimiser" term="optimizer" />}
        labelProps={{ labelElement: "div" }}
        aria-label="Optimiser"
        disabled={disabled}
        value={optimizer.type}
        data={[
          { value: "adam", label: "Adam" },
          { value: "sgd", label: "SGD" },
        ]}
        onChange={(event) => {
          onChange({ ...(event.currentTarget.value === "adam" ? DEFAULT_ADAM : DEFAULT_SGD), lr: optimizer.lr });
        }}
      />
      <div className={styles.pair}>
        <NumberField
          label="Learning rate"
          term="learningRate"
          value={optimizer.lr}
          refuse={refusals.lr}
          disabled={disabled}
          onChange={(lr) => {
            onChange({ ...optimizer, lr });
          }}
        />
        <NumberField
          label="Weight decay"
          term="weightDecay"
          value={optimizer.weightDecay}
          refuse={refusals.weightDecay}
          disabled={disabled}
          onChange={(weightDecay) => {
            onChange({ ...optimizer, weightDecay });
          }}
        />
      </div>
      {optimizer.type === "sgd" && (
        <div className={styles.pair}>
          <NumberField
            label="Momentum"
            term="momentum"
            value={optimizer.momentum}
            refuse={refusals.momentum}
            disabled={disabled}
            onChange={(momentum) => {
              onChange({ ...optimizer, momentum, nesterov: optimizer.nesterov && momentum > 0 });
            }}
          />
          <Switch
            label="Nesterov"
            mt={28}
            checked={optimizer.nesterov}
            disabled={disabled || optimizer.momentum === 0}
            onChange={(event) => {
              onChange({ ...optimizer, nesterov: event.currentTarget.checked });
            }}
          />
        </div>
      )}
    </>
  );
}

function BatchField({ config, configure, disabled }: FieldProps) {
  const rows = useApp((state) => state.files.train?.rows ?? null);
  const value = String(config.batchSize);
  const options = BATCHES.some((batch) => batch === value) ? BATCHES : [value, ...BATCHES];
  const steps = rows === null ? null : config.batchSize === "full" ? 1 : Math.ceil(rows / config.batchSize);
  return (
    <div className={styles.pair}>
      <NativeSelect
        label={<FieldLabel text="Batch" term="batch" />}
        labelProps={{ labelElement: "div" }}
        aria-label="Batch"
        disabled={disabled}
        value={value}
        description={steps === null ? undefined : `${formatCount(steps)} ${steps === 1 ? "step" : "steps"} an epoch`}
        inputWrapperOrder={["label", "input", "description"]}
        data={options.map((batch) => ({
          value: batch,
          label: batch === "full" ? "Full batch" : formatCount(Number(batch)),
        }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          configure({ batchSize: chosen === "full" ? "full" : Number(chosen) });
        }}
      />
      <Switch
        label="Shuffle"
        mt={28}
        checked={config.shuffle}
        disabled={disabled || config.batchSize === "full"}
        onChange={(event) => {
          configure({ shuffle: event.currentTarget.checked });
        }}
      />
    </div>
  );
}

/** An untrained net's accuracies are a draw of the seed: one button shows it. */
function Seed() {
  const shipped = useApp((state) => isSample(state) && state.config.seed === SAMPLE_RUN_SEED);
  const disabled = useApp((state) => isActive(state.run) || trainingBlocker(state) !== null);
  const drawAnother = useApp((state) => state.drawAnother);
  return (
    <>
      {shipped && (
        <details className={styles.note}>
          <summary>Why seed {SAMPLE_RUN_SEED}?</summary>
          {SAMPLE_RUN_SEED_REASON}
        </details>
      )}
      <Button variant="default" px="xs" fz={13} disabled={disabled} onClick={drawAnother}>
        Draw another seed and train
      </Button>
    </>
  );
}

/** Where the weights start, when not from the seed. */
function Start() {
  const start = useApp((state) => state.start);
  const startFrom = useApp((state) => state.startFrom);
  if (start === null) return null;
  return (
    <div className={styles.note}>
      Starts from the weights of <strong>{start.name}</strong>.{" "}
      <LinkButton
        text="Draw new ones instead"
        onClick={() => {
          startFrom(null);
        }}
      />
    </div>
  );
}
