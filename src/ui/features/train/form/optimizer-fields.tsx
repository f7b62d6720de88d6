import { Switch } from "@mantine/core";
import {
  DEFAULT_ADAM,
  DEFAULT_ADAMW,
  DEFAULT_RMSPROP,
  DEFAULT_SGD,
  type AdamSpec,
  type AdamWSpec,
  type OptimizerSpec,
  type RmspropSpec,
  type SgdSpec,
} from "../../../../domain/run-config";
import { refusals } from "../../../../domain/run-limits";
import { Choice } from "../../../components/choice";
import { Disclosure } from "../../../components/disclosure";
import { NumberField } from "../../../components/number-field";
import { writeNumber } from "../../../components/write-number";
import { useApp } from "../../../store-context";
import { OPTIMIZER_TITLES } from "../run-text";
import styles from "../train-stage.module.css";

const DEFAULTS: Record<OptimizerSpec["type"], OptimizerSpec> = {
  adam: DEFAULT_ADAM,
  adamw: DEFAULT_ADAMW,
  sgd: DEFAULT_SGD,
  rmsprop: DEFAULT_RMSPROP,
};

const OPTIMIZERS = (["adam", "adamw", "sgd", "rmsprop"] as const).map((value) => ({
  value,
  label: OPTIMIZER_TITLES[value],
}));

interface Fields<T extends OptimizerSpec> {
  readonly optimizer: T;
  readonly disabled: boolean;
  readonly onChange: (optimizer: T) => void;
}

/** The rule that turns gradients into weights, with its numbers. */
export function OptimizerFields({ disabled }: { readonly disabled: boolean }) {
  const optimizer = useApp((state) => state.config.optimizer);
  const ownRate = useApp((state) => state.config.schedule.type === "one-cycle");
  const configure = useApp((state) => state.configure);
  const onChange = (changed: OptimizerSpec): void => {
    configure({ optimizer: changed });
  };
  return (
    <>
      <Choice
        label="Optimiser"
        term="optimizer"
        value={optimizer.type}
        options={OPTIMIZERS}
        disabled={disabled}
        onChange={(type) => {
          onChange({ ...DEFAULTS[type], lr: optimizer.lr });
        }}
      />
      <div className={styles.pair}>
        <NumberField
          label="Learning rate"
          term="learningRate"
          value={optimizer.lr}
          refuse={refusals.lr}
          disabled={disabled || ownRate}
          description={ownRate ? "not used: one cycle has its own" : undefined}
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
      {optimizer.type === "sgd" && <SgdFields optimizer={optimizer} disabled={disabled} onChange={onChange} />}
      {(optimizer.type === "adam" || optimizer.type === "adamw") && (
        <AdamFields optimizer={optimizer} disabled={disabled} onChange={onChange} />
      )}
      {optimizer.type === "rmsprop" && <RmspropFields optimizer={optimizer} disabled={disabled} onChange={onChange} />}
    </>
  );
}

function SgdFields({ optimizer, disabled, onChange }: Fields<SgdSpec>) {
  return (
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
        className={styles.beside ?? ""}
        checked={optimizer.nesterov}
        disabled={disabled || optimizer.momentum === 0}
        onChange={(event) => {
          onChange({ ...optimizer, nesterov: event.currentTarget.checked });
        }}
      />
    </div>
  );
}

function AdamFields({ optimizer, disabled, onChange }: Fields<AdamSpec | AdamWSpec>) {
  const { betas, eps } = optimizer;
  return (
    <Disclosure
      title="More"
      summary={`betas ${writeNumber(betas[0])}, ${writeNumber(betas[1])} · eps ${writeNumber(eps)}`}
    >
      <div className={styles.pair}>
        <NumberField
          label="Beta 1"
          term="betas"
          value={betas[0]}
          refuse={refusals.beta}
          disabled={disabled}
          onChange={(beta) => {
            onChange({ ...optimizer, betas: [beta, betas[1]] });
          }}
        />
        <NumberField
          label="Beta 2"
          term="betas"
          value={betas[1]}
          refuse={refusals.beta}
          disabled={disabled}
          onChange={(beta) => {
            onChange({ ...optimizer, betas: [betas[0], beta] });
          }}
        />
      </div>
      <Epsilon optimizer={optimizer} disabled={disabled} onChange={onChange} />
    </Disclosure>
  );
}

function RmspropFields({ optimizer, disabled, onChange }: Fields<RmspropSpec>) {
  const { alpha, eps, momentum } = optimizer;
  return (
    <Disclosure
      title="More"
      summary={`alpha ${writeNumber(alpha)} · momentum ${writeNumber(momentum)} · eps ${writeNumber(eps)}`}
    >
      <div className={styles.pair}>
        <NumberField
          label="Alpha"
          term="rmspropAlpha"
          value={alpha}
          refuse={refusals.alpha}
          disabled={disabled}
          onChange={(next) => {
            onChange({ ...optimizer, alpha: next });
          }}
        />
        <NumberField
          label="Momentum"
          term="momentum"
          value={momentum}
          refuse={refusals.momentum}
          disabled={disabled}
          onChange={(next) => {
            onChange({ ...optimizer, momentum: next });
          }}
        />
      </div>
      <Epsilon optimizer={optimizer} disabled={disabled} onChange={onChange} />
    </Disclosure>
  );
}

function Epsilon<T extends AdamSpec | AdamWSpec | RmspropSpec>({ optimizer, disabled, onChange }: Fields<T>) {
  return (
    <div className={styles.pair}>
      <NumberField
        label="Epsilon"
        term="epsilon"
        value={optimizer.eps}
        refuse={refusals.eps}
        disabled={disabled}
        onChange={(eps) => {
          onChange({ ...optimizer, eps });
        }}
      />
    </div>
  );
}
