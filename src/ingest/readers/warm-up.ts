import { DEFAULT_READ_RULES } from "../../domain/reading";
import { localReader } from "./local-reader";

/** Enough for the loops over bytes, rows and columns to be compiled. */
const ROWS = 30_000;

/** Reads a made file, so that the browser has compiled what reads before somebody waits for it. */
export async function warmUp(): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, row) => `${row % 32_768},${row % 3},${-row},${4_026_531_840 + row},${row / 8},\n`);
  await localReader.read(
    { split: "train", file: new File(["a,b,c,d,e,f\n", ...rows], "warm-up.csv"), rules: DEFAULT_READ_RULES, fingerprint: true },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
}
