import { refusePool, type PoolMethod, type PoolPlan } from "../domain/pool";
import type { LabelSpec } from "../domain/prepared";
import { SPLITS, type PerSplit } from "../domain/split";
import { ConfigError } from "./contract-error";
import { z } from "./zod";

const seed = z.int().default(0);
const column = z.string().min(1, { error: "must not be empty" });
const values = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String));
const perSplit = z.object({ train: z.number(), validation: z.number(), test: z.number() });
const label = z.object({ column, positive: values.optional(), negative: values.optional() });

/** How the rows of several files are pooled and dealt anew. */
export const poolSchema = z.object({
  from: z.literal("pool").describe("The rows of several files are pooled and dealt to all three splits."),
  of: z.array(z.enum(SPLITS)).min(1).default([...SPLITS]).describe("The splits whose files are pooled."),
  shares: perSplit
    .default({ train: 0.6, validation: 0.2, test: 0.2 })
    .describe("Shares of the rows that are dealt, which add up to 1. Not used by column."),
  method: z.discriminatedUnion("type", [
    z.object({ type: z.literal("stratified"), label, seed }).describe("At random, each class in the same shares."),
    z
      .object({ type: z.literal("prevalence"), label, prevalences: perSplit, seed })
      .describe("At random, as many rows as give every split its share of positives; the others are left out."),
    z.object({ type: z.literal("order"), column }).describe("By the order of a column of numbers: lowest to train, highest to test."),
    z
      .object({ type: z.literal("column"), column, values: z.object({ train: values, validation: values, test: values }).partial() })
      .describe("By the values of a column; those not named go to train."),
  ]),
});

/** @throws ConfigError when the plan cannot be carried out, whatever the data */
export function poolPlan({ from, of, shares, method }: z.output<typeof poolSchema>): PoolPlan {
  const plan: PoolPlan = { from, of: SPLITS.filter((split) => of.includes(split)), shares, method: methodOf(method) };
  const refusal = refusePool(plan);
  if (refusal === null) return plan;
  throw new ConfigError(`The run configuration cannot be used: split: ${refusal.message} ${refusal.remedy}`, "split");
}

export function poolPlanJson({ from, of, shares, method }: PoolPlan): z.input<typeof poolSchema> {
  return { from, of: [...of], shares, method: methodJson(method) };
}

function methodOf(method: z.output<typeof poolSchema>["method"]): PoolMethod {
  switch (method.type) {
    case "order":
      return method;
    case "column":
      return { ...method, values: defined(method.values) };
    default:
      return { ...method, label: labelOf(method.label) };
  }
}

/** With neither list, the value 1 is the positive class. */
function labelOf({ column: name, positive, negative }: z.output<typeof label>): LabelSpec {
  return negative === undefined ? { column: name, positive: positive ?? ["1"] } : { column: name, negative };
}

function methodJson(method: PoolMethod): z.input<typeof poolSchema>["method"] {
  switch (method.type) {
    case "order":
      return method;
    case "column": {
      const lists: Partial<PerSplit<string[]>> = {};
      for (const split of SPLITS) {
        const own = method.values[split];
        if (own !== undefined) lists[split] = [...own];
      }
      return { ...method, values: lists };
    }
    default: {
      const { label: of } = method;
      return { ...method, label: "positive" in of ? { column: of.column, positive: [...of.positive] } : { column: of.column, negative: [...of.negative] } };
    }
  }
}

function defined(given: { readonly [S in keyof PerSplit<unknown>]?: readonly string[] | undefined }): Partial<PerSplit<readonly string[]>> {
  const kept: Partial<PerSplit<readonly string[]>> = {};
  for (const split of SPLITS) {
    const own = given[split];
    if (own !== undefined) kept[split] = own;
  }
  return kept;
}
