import type { Against } from "./against";
import { logitOffset } from "./prior-correction";
import type { PriorAnswer, PriorMethod } from "./prior-estimates";
import { METHOD_TITLES, priorText, refuseCorrection } from "./prior-words";

/** By what scores are to be corrected; or why they cannot be. */
export type CorrectionPlan =
  | { readonly type: "none"; readonly reason: string }
  | { readonly type: "by"; readonly method: PriorMethod; readonly trainPrior: number; readonly prior: number; readonly offset: number };

/** What the report corrects by: what EM takes the share of positives of a split for, as the panel does until it is told otherwise. */
export function correctedTo({ trained, against: targets }: PriorAnswer, against: Against): CorrectionPlan {
  if (trained.type === "unknown") return { type: "none", reason: `The scores cannot be corrected. ${trained.reason}` };
  const { em } = targets[against];
  if (em.type === "none") return { type: "none", reason: `Without an estimate for ${against} there is nothing to correct its scores to. ${em.reason}` };
  const offset = logitOffset(trained.prior, em.prior);
  if (offset === null || refuseCorrection(em.prior) !== null) {
    const taken = `${METHOD_TITLES.em} takes ${priorText(em.prior)} of ${against} for positive`;
    return { type: "none", reason: `${taken}: a correction to that would call every row ${em.prior < 0.5 ? "negative" : "positive"} whatever its score, so none is made.` };
  }
  return { type: "by", method: "em", trainPrior: trained.prior, prior: em.prior, offset };
}
