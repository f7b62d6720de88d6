import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SAMPLE_FILE_NAMES, SAMPLE_SEED } from "../../src/domain/sample/profile";
import { perSplit, type PerSplit } from "../../src/domain/split";
import { writeSample } from "../lib/write-sample";

/**
 * Writes the synthetic trio to a folder of its own, which is removed when the program ends, however it ends.
 * @param scale share of the published row counts
 * @returns the paths of the files
 */
export function sampleFiles(scale: number): PerSplit<string> {
  const out = mkdtempSync(join(tmpdir(), "triptych-sample-"));
  process.on("exit", () => {
    rmSync(out, { recursive: true, force: true });
  });
  writeSample({ out, scale, seed: SAMPLE_SEED }, () => undefined);
  return perSplit((split) => join(out, SAMPLE_FILE_NAMES[split]));
}
