import type { ColumnTreatment, EncodingSpec } from "./plan";

const SYSTEM_PROCESSES: EncodingSpec = { type: "not-in", values: ["0", "1", "2"] };

/**
 * What the authors of the BETH data do with its columns (Highnam and others 2021): processes of the system, users of the
 * system and the root namespace against all others, and the sign of what a call returned; the rest as it is.
 */
const RECIPE: readonly { readonly column: string; readonly encoding: EncodingSpec }[] = [
  { column: "processId", encoding: SYSTEM_PROCESSES },
  { column: "parentProcessId", encoding: SYSTEM_PROCESSES },
  { column: "userId", encoding: { type: "at-least", limit: 1000 } },
  { column: "mountNamespace", encoding: { type: "not-in", values: ["4026531840"] } },
  { column: "eventId", encoding: { type: "numeric" } },
  { column: "argsNum", encoding: { type: "numeric" } },
  { column: "returnValue", encoding: { type: "sign" } },
];

export interface BethRecipe {
  /** Columns of the data that the recipe names, in its order. */
  readonly features: readonly string[];
  readonly treatments: readonly ColumnTreatment[];
}

/** The recipe for the columns that there are; null where it names none but those that it leaves as they are. */
export function bethRecipe(columns: readonly string[]): BethRecipe | null {
  const present = RECIPE.filter(({ column }) => columns.includes(column));
  const treatments = present.filter(({ encoding }) => encoding.type !== "numeric");
  if (treatments.length === 0) return null;
  return { features: present.map(({ column }) => column), treatments: treatments.map(({ column, encoding }) => ({ column, encoding })) };
}
