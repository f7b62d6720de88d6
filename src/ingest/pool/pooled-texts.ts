import type { Dtype } from "../../domain/table";
import { eachSpan, type Piece, type PooledColumn } from "./pooled-columns";

/** So many texts have codes that an int8 holds. */
const MAX_INT8_TEXTS = 128;
const MISSING_CODE = -1;

/** Texts get the codes of one dictionary, in the order in which the files have them. @param pieces columns of text, or empty ones */
export function joinTexts(name: string, dtype: Dtype, pieces: readonly Piece[]): PooledColumn {
  const codeOf = new Map<string, number>();
  const parts = pieces.map(({ column }) => {
    if (column.kind !== "text") return null;
    const recode = column.dictionary.map((text) => {
      const code = codeOf.get(text) ?? codeOf.size;
      codeOf.set(text, code);
      return code;
    });
    return { codes: column.codes, recode };
  });
  const dictionary = [...codeOf.keys()];
  return {
    name,
    dtype,
    gather: function* (segments, rows) {
      const codes = dictionary.length <= MAX_INT8_TEXTS ? new Int8Array(rows) : new Int16Array(rows);
      yield* eachSpan(segments, ({ table, at, rows: numbers }, from, to) => {
        const part = parts[table] ?? null;
        if (part === null) codes.fill(MISSING_CODE, at + from, at + to);
        else for (let row = from; row < to; row++) codes[at + row] = part.recode[part.codes[numbers[row]!]!] ?? MISSING_CODE;
      });
      return { kind: "text", name, codes, dictionary };
    },
  };
}
