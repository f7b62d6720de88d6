import type { SplitLogits } from "../../domain/examiner";
import { SPLITS, type PerSplit, type Split } from "../../domain/split";
import type { SlicesQuestion } from "../../domain/why/mistakes";
import { sliceGroups, type SliceColumn } from "../../domain/why/slice-groups";
import { slicesOf, type Slice, type SliceRow } from "../../domain/why/slices";
import type { MatrixTable } from "./matrix-rows";
import { scoredTableRows, sliceColumn } from "./scored-columns";

interface Part {
  readonly split: Split;
  readonly scored: SplitLogits;
  readonly column: SliceColumn;
}

/**
 * How a net does on the rows of each value or quantile of a column; quantiles are of all splits asked about together, so
 * that their slices can be held against each other.
 */
export function sliceRows(matrixOf: (split: Split) => MatrixTable, question: SlicesQuestion): SliceRow[] {
  const parts = SPLITS.flatMap((split): Part[] => {
    const scored = question.scored[split];
    if (scored === undefined) return [];
    const matrix = matrixOf(split);
    return [{ split, scored, column: sliceColumn(matrix.table.columns, question.column, scoredTableRows(matrix, scored)) }];
  });
  const { keys, groupOf } = sliceGroups(joined(parts), question.limit);
  const found: Partial<PerSplit<readonly (Slice | null)[]>> = {};
  let from = 0;
  for (const { split, scored } of parts) {
    const to = from + scored.logits.length;
    found[split] = slicesOf({ keys, groupOf: groupOf.subarray(from, to) }, { ...question, ...scored });
    from = to;
  }
  return keys.map((key, index) => {
    const splits: Partial<PerSplit<Slice>> = {};
    for (const split of SPLITS) {
      const slice = found[split]?.[index] ?? null;
      if (slice !== null) splits[split] = slice;
    }
    return { key, splits };
  });
}

/** The parts one after the other. A column that is numbers here and text there is text. */
function joined(parts: readonly Part[]): SliceColumn {
  const length = parts.reduce((sum, { scored }) => sum + scored.logits.length, 0);
  if (parts.every(({ column }) => column.kind === "numeric")) {
    const values = new Float64Array(length);
    let at = 0;
    for (const { column } of parts) {
      if (column.kind === "numeric") for (let row = 0; row < column.values.length; row++) values[at++] = column.values[row]!;
    }
    return { kind: "numeric", values };
  }
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(length);
  let at = 0;
  for (const { column } of parts) {
    if (column.kind === "text") {
      const own = column.dictionary.map((text) => numbered(codeOf, text));
      for (let row = 0; row < column.codes.length; row++) codes[at++] = own[column.codes[row]!] ?? -1;
    } else {
      for (let row = 0; row < column.values.length; row++) {
        const value = column.values[row]!;
        codes[at++] = Number.isNaN(value) ? -1 : numbered(codeOf, String(value));
      }
    }
  }
  return { kind: "text", codes, dictionary: [...codeOf.keys()] };
}

function numbered(codeOf: Map<string, number>, text: string): number {
  const code = codeOf.get(text) ?? codeOf.size;
  codeOf.set(text, code);
  return code;
}
