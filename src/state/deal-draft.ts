import type { PoolPlan } from "../domain/pool";
import type { LabelSpec } from "../domain/prepared";
import { SPLITS } from "../domain/split";
import type { AppState } from "./app-state";

/** A plan on its way, which outlives the panel that it is made in. */
export interface DealDraft {
  /** The files that it is made for: other ones need another. */
  readonly files: string;
  readonly plan: PoolPlan;
}

export function filesOf({ sources }: Pick<AppState, "sources">): string {
  return SPLITS.flatMap((split) => (sources[split] === undefined ? [] : [`${split} ${sources[split].summary.sha256}`])).join();
}

/** What the form begins with: the plan that was being made for these files, else the one in force, by the label of now; null for neither. */
export function startedPlan(state: Pick<AppState, "sources" | "dealDraft" | "label" | "poolDue">): PoolPlan | null {
  const { dealDraft, label } = state;
  const plan = dealDraft?.files === filesOf(state) ? dealDraft.plan : state.poolDue();
  return plan === null ? null : withLabel(plan, label);
}

/** The same plan by another label; null where it needs one and there is none. */
function withLabel(plan: PoolPlan, label: LabelSpec | null): PoolPlan | null {
  const { method } = plan;
  if (!("label" in method)) return plan;
  return label === null ? null : { ...plan, method: { ...method, label } };
}

/** Whether a plan counts positives otherwise than is done now. */
export function isOfOtherLabel({ method }: PoolPlan, label: LabelSpec | null): boolean {
  return "label" in method && JSON.stringify(method.label) !== JSON.stringify(label);
}
