import { refusePlan, usualShares, type CarveMethod, type CarvePlan } from "../domain/carve";
import { isPool, type DealPlan } from "../domain/pool";
import { SPLITS, type PerSplit, type Split } from "../domain/split";
import { ConfigError } from "./contract-error";
import { poolPlan, poolPlanJson, poolSchema } from "./pool-schema";
import { z } from "./zod";

const split = z.enum(SPLITS);
const seed = z.int().default(0);
const column = z.string().min(1, { error: "must not be empty" });
const values = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String));

/** How splits without a file of their own are made. */
const carveSchema = z.object({
  from: split.describe("The split whose file is divided; it keeps what the others do not get."),
  into: z.array(split).min(1).describe("The splits that get rows of it."),
  shares: z
    .object({ train: z.number(), validation: z.number(), test: z.number() })
    .partial()
    .optional()
    .describe("Shares of the rows, which add up to 1; 0.2 each for validation and test when absent. Not used by column."),
  method: z.discriminatedUnion("type", [
    z.object({ type: z.literal("stratified"), column, seed }).describe("At random, each value of a column in the same shares."),
    z.object({ type: z.literal("random"), seed }).describe("At random."),
    z.object({ type: z.literal("order") }).describe("First rows to train, then to validation, last to test."),
    z
      .object({ type: z.literal("column"), column, values: z.object({ train: values, validation: values, test: values }).partial() })
      .describe("By the values of a column; those not named stay with from."),
  ]),
});

/** How splits are made otherwise than a file each. */
export const splitSchema = z.discriminatedUnion("from", [carveSchema, poolSchema]);

/** @throws ConfigError when the plan cannot be carried out, whatever the data */
export function dealPlan(given: z.output<typeof splitSchema>): DealPlan {
  return given.from === "pool" ? poolPlan(given) : carvePlan(given);
}

export function dealPlanJson(plan: DealPlan): z.input<typeof splitSchema> {
  return isPool(plan) ? poolPlanJson(plan) : carvePlanJson(plan);
}

function carvePlan({ from, into, shares, method }: z.output<typeof carveSchema>): CarvePlan {
  const plan: CarvePlan = {
    from,
    into,
    shares: shares === undefined ? usualShares(from, into) : defined(shares),
    method: method.type === "column" ? { ...method, values: defined(method.values) } : method,
  };
  const refusal = refusePlan(plan);
  if (refusal === null) return plan;
  throw new ConfigError(`The run configuration cannot be used: split: ${refusal.message} ${refusal.remedy}`, "split");
}

function carvePlanJson({ from, into, shares, method }: CarvePlan): z.input<typeof carveSchema> {
  return { from, into: [...into], shares, method: methodJson(method) };
}

function methodJson(method: CarveMethod): z.input<typeof carveSchema>["method"] {
  if (method.type !== "column") return method;
  const lists: Partial<PerSplit<string[]>> = {};
  for (const each of SPLITS) {
    const own = method.values[each];
    if (own !== undefined) lists[each] = [...own];
  }
  return { ...method, values: lists };
}

function defined<T>(given: { readonly [S in Split]?: T | undefined }): Partial<PerSplit<T>> {
  const kept: Partial<PerSplit<T>> = {};
  for (const each of SPLITS) {
    const value = given[each];
    if (value !== undefined) kept[each] = value;
  }
  return kept;
}
