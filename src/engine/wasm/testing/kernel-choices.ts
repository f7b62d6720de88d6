import type { ResolvedLoss } from "../../../domain/loss";
import type { ActivationSpec } from "../../../domain/model-spec";

export const ACTIVATIONS: readonly ActivationSpec[] = [
  { type: "relu" },
  { type: "leaky-relu", slope: 0.01 },
  { type: "leaky-relu", slope: -0.3 },
  { type: "elu" },
  { type: "gelu" },
  { type: "tanh" },
  { type: "sigmoid" },
];
export const PLAIN: ResolvedLoss = { type: "bce", positiveWeight: 1 };
export const LOSSES: readonly ResolvedLoss[] = [
  PLAIN,
  { type: "bce", positiveWeight: 12.5 },
  { type: "focal", gamma: 2, alpha: 0.25 },
  { type: "focal", gamma: 0, alpha: 0.6 },
  { type: "focal", gamma: 4.5, alpha: 0.9 },
];
