import { sliceGroups } from "../../../../../domain/why/slice-groups";
import { orderSlices, slicesOf, type SliceRow } from "../../../../../domain/why/slices";

/** Slices of test by a column of texts at the threshold 0.5, the least accurate first. */
export function inOrder(texts: readonly string[], logits: readonly number[], y: readonly number[], minRows: number): SliceRow[] {
  const dictionary = [...new Set(texts)];
  const groups = sliceGroups({ kind: "text", codes: texts.map((text) => dictionary.indexOf(text)), dictionary }, 20);
  const found = slicesOf(groups, { logits: Float64Array.from(logits), y: Uint8Array.from(y), threshold: 0.5, minRows });
  const rows = found.flatMap((slice): SliceRow[] => (slice === null ? [] : [{ key: slice.key, splits: { test: slice } }]));
  return orderSlices(rows, "accuracy");
}
