import { DEFAULT_READ_RULES } from "../../domain/reading";
import type { TableReader } from "./table-reader";

/** Enough for the loops over bytes, rows and columns to be compiled, and for what that takes to be over. */
const ROWS = 30_000;
const ROUNDS = 4;

/**
 * Has a reader read a made file, so that the browser has compiled what reads before somebody waits for it. It is asked
 * the way in which it always is: V8 compiles loops over typed arrays anew once a table has been moved to another thread.
 */
export async function warmUp(reader: TableReader): Promise<void> {
  const file = new File(["a,b,c,d,e,f,g\n", ...Array.from({ length: ROWS }, (_, row) => `${cellsOf(row).join(",")}\n`)], "warm-up.csv");
  const job = { split: "train" as const, file, rules: DEFAULT_READ_RULES, fingerprint: true };
  for (let round = 0; round < ROUNDS; round++) {
    await reader.read(job, { signal: new AbortController().signal, onProgress: () => undefined });
  }
}

/** Numbers of every kind of array: of many values and of few, which are counted to the last row; fractions; gaps. */
function cellsOf(row: number): (number | string)[] {
  return [row % 32_768, row % 3, -row, 4_026_531_840 + row, 4_026_531_840 + (row % 5), row / 8, row % 7 === 0 ? "" : row % 100];
}
