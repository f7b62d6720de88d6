import type { ResolvedLoss } from "../../../../domain/loss";
import { resolveLoss } from "../../../../domain/loss";
import { DEFAULT_FOCAL, type LossSpec } from "../../../../domain/run-config";
import { refusals } from "../../../../domain/run-limits";
import type { AppState } from "../../../../state/app-state";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { writeNumber } from "../../../components/write-number";
import { useApp } from "../../../store-context";
import styles from "../train-stage.module.css";

const LOSSES = [
  { value: "bce", label: "Binary cross-entropy" },
  { value: "focal", label: "Focal loss" },
  { value: "cross-entropy-single-output", label: "Cross-entropy, as in the notebook" },
] as const;

const DEFAULTS: Record<LossSpec["type"], LossSpec> = {
  bce: { type: "bce" },
  focal: DEFAULT_FOCAL,
  "cross-entropy-single-output": { type: "cross-entropy-single-output" },
};

/** What training makes smaller, and what each class weighs in it. */
export function LossFields({ disabled }: { readonly disabled: boolean }) {
  const loss = useApp((state) => state.config.loss);
  const configure = useApp((state) => state.configure);
  const faulty = loss.type === "cross-entropy-single-output";
  return (
    <>
      <Choice
        label="Loss"
        term="lossFunction"
        value={loss.type}
        options={LOSSES}
        disabled={disabled}
        description={faulty ? "always 0 over one output: it has no gradient" : undefined}
        onChange={(type) => {
          configure({ loss: DEFAULTS[type] });
        }}
      />
      {loss.type === "bce" && <PositiveWeight loss={loss} disabled={disabled} />}
      {loss.type === "focal" && (
        <div className={styles.pair}>
          <NumberField
            label="Gamma"
            term="focal"
            value={loss.gamma}
            refuse={refusals.focalGamma}
            disabled={disabled}
            onChange={(gamma) => {
              configure({ loss: { ...loss, gamma } });
            }}
          />
          <NumberField
            label="Alpha"
            term="focal"
            value={loss.alpha}
            refuse={refusals.focalAlpha}
            disabled={disabled}
            onChange={(alpha) => {
              configure({ loss: { ...loss, alpha } });
            }}
          />
        </div>
      )}
    </>
  );
}

const WEIGHTS = ["none", "balanced", "number"] as const;
type WeightKind = (typeof WEIGHTS)[number];

interface PositiveWeightProps {
  readonly loss: Extract<LossSpec, { type: "bce" }>;
  readonly disabled: boolean;
}

function PositiveWeight({ loss: { positiveWeight }, disabled }: PositiveWeightProps) {
  const configure = useApp((state) => state.configure);
  const balanced = useApp(balancedWeight);
  // Others draw the rows trained on from train's, so the weight is only about that of all of them.
  const about = useApp(({ config }) => (config.holdout > 0 || config.subset !== undefined ? "about " : ""));
  const kind: WeightKind = positiveWeight === undefined ? "none" : positiveWeight === "balanced" ? "balanced" : "number";
  const labels: Record<WeightKind, string> = {
    none: "None",
    balanced: balanced === null ? "Balanced" : `Balanced (${about}${shown(balanced)})`,
    number: "A number",
  };
  const choose = (next: WeightKind): void => {
    if (next === "none") configure({ loss: { type: "bce" } });
    else if (next === "balanced") configure({ loss: { type: "bce", positiveWeight: "balanced" } });
    else configure({ loss: { type: "bce", positiveWeight: Number((balanced ?? 1).toPrecision(3)) } });
  };
  return (
    <div className={kind === "number" ? styles.pair : undefined}>
      <Choice
        label="Positive weight"
        term="positiveWeight"
        value={kind}
        options={WEIGHTS.map((value) => ({ value, label: labels[value] }))}
        disabled={disabled}
        onChange={choose}
      />
      {typeof positiveWeight === "number" && (
        <NumberField
          label="Weight"
          value={positiveWeight}
          refuse={refusals.positiveWeight}
          disabled={disabled}
          onChange={(weight) => {
            configure({ loss: { type: "bce", positiveWeight: weight } });
          }}
        />
      )}
    </div>
  );
}

/** What "balanced" stands for on all rows of train; null while they are not known. */
function balancedWeight(state: AppState): number | null {
  const rows = state.files.train?.rows;
  const positives = state.positives("train");
  if (rows === undefined || positives === null) return null;
  const resolved: ResolvedLoss = resolveLoss({ type: "bce", positiveWeight: "balanced" }, { rows, positives });
  return resolved.type === "bce" ? resolved.positiveWeight : null;
}

function shown(weight: number): string {
  return writeNumber(Number(weight.toPrecision(4)));
}
