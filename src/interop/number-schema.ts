import { LIMITS, type Limit, type LimitName } from "../domain/limits";
import { z } from "./zod";

/** A number within the limits that it has wherever it is typed. */
export function numberWithin(name: LimitName): z.ZodNumber {
  const { least, most, whole, open }: Limit = LIMITS[name];
  const number = whole ? z.int() : z.number();
  const above = open === "least" ? number.gt(least) : number.min(least);
  return open === "most" ? above.lt(most) : above.max(most);
}
