import type { LossSpec } from "./run-config";

/** A loss with all its numbers known, as engines and meters compute it. */
export type ResolvedLoss =
  | { readonly type: "bce"; readonly positiveWeight: number }
  | { readonly type: "focal"; readonly gamma: number; readonly alpha: number }
  | { readonly type: "cross-entropy-single-output" };

/**
 * Works out what the specification leaves to the data. A balanced weight of rows of one class only is 1: there is
 * nothing to balance.
 * @param rows the rows trained on
 */
export function resolveLoss(spec: LossSpec, rows: { readonly rows: number; readonly positives: number }): ResolvedLoss {
  if (spec.type !== "bce") return spec;
  const { positiveWeight = 1 } = spec;
  if (positiveWeight !== "balanced") return { type: "bce", positiveWeight };
  const negatives = rows.rows - rows.positives;
  return { type: "bce", positiveWeight: rows.positives > 0 && negatives > 0 ? negatives / rows.positives : 1 };
}

/** The loss is identically 0, and so is its gradient, whatever the weights. */
export function isAlwaysZero(loss: { readonly type: LossSpec["type"] }): boolean {
  return loss.type === "cross-entropy-single-output";
}
