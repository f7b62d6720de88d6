import { narrowed } from "../../numeric-values";
import type { NumericColumn, Table, TextColumn } from "../../table";

/** A column of numbers as reading makes it, NaN where missing. */
export function numbers(name: string, values: readonly number[]): NumericColumn {
  const present = values.filter((x) => !Number.isNaN(x));
  return { kind: "numeric", name, values: narrowed(Float64Array.from(values)), integer: present.every(Number.isInteger) };
}

/** A column of texts, null where missing; `dictionary` where the codes are to be in another order than the texts come. */
export function texts(name: string, values: readonly (string | null)[], dictionary?: readonly string[]): TextColumn {
  const words = dictionary ?? [...new Set(values.filter((value) => value !== null))];
  return { kind: "text", name, codes: Int16Array.from(values, (value) => (value === null ? -1 : words.indexOf(value))), dictionary: words };
}

export function tableOf(columns: Table["columns"], rows?: number): Table {
  const [first] = columns;
  const held = first === undefined || first.kind === "discarded" ? 0 : first.kind === "text" ? first.codes.length : first.values.length;
  return { rows: rows ?? held, columns };
}
