import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { sampleCsvChunks } from "../../src/domain/sample/csv";
import { sampleCounts, SAMPLE_FILE_NAMES, type SampleCounts } from "../../src/domain/sample/profile";
import { SPLITS } from "../../src/domain/split";
import type { MakeSampleOptions } from "./sample-options";

export interface WrittenFile extends SampleCounts {
  readonly path: string;
  readonly bytes: number;
}

/** Writes the trio, one file after another, never holding more than a piece of it. */
export function writeSample(options: MakeSampleOptions, onFile: (file: WrittenFile) => void): void {
  mkdirSync(options.out, { recursive: true });
  for (const split of SPLITS) {
    const path = join(options.out, SAMPLE_FILE_NAMES[split]);
    const file = openSync(path, "w");
    let bytes = 0;
    try {
      for (const chunk of sampleCsvChunks(split, options)) bytes += writeWhole(file, chunk);
    } finally {
      closeSync(file);
    }
    onFile({ ...sampleCounts(split, options.scale), path, bytes });
  }
}

/** A single write may take less than it was given. */
function writeWhole(file: number, bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  return bytes.length;
}
