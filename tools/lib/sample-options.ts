import { parseArgs } from "node:util";
import { MAX_SCALE, MIN_SCALE, SAMPLE_SEED, type SampleOptions } from "../../src/domain/sample/profile";

export const USAGE = `Usage: npm run make-sample -- --out DIR [--scale ${MIN_SCALE} to ${MAX_SCALE}] [--seed INTEGER]
Writes a synthetic trio in the shape of BETH: three CSV files, 763,144 / 188,967 / 188,967 rows at scale 1.
  --out    folder to write to; made if it is missing
  --scale  share of those row counts; 1 when left out. A fraction is fine too: 1/40
  --seed   whole number that the rows follow from; ${SAMPLE_SEED} when left out`;

export class UsageError extends Error {
  override name = "UsageError";
}

export interface MakeSampleOptions extends SampleOptions {
  readonly out: string;
}

/**
 * Reads the command line of `make-sample`.
 * @param args without the program's name
 * @throws UsageError that says which argument is wrong and what it may be
 */
export function readSampleOptions(args: readonly string[]): MakeSampleOptions {
  const { out, scale, seed } = parse(args);
  if (out === undefined || out.trim() === "") throw new UsageError("--out is missing: name the folder to write to.");
  return { out, scale: scale === undefined ? 1 : readScale(scale), seed: seed === undefined ? SAMPLE_SEED : readSeed(seed) };
}

function parse(args: readonly string[]): { out?: string; scale?: string; seed?: string } {
  try {
    const options = { out: { type: "string" }, scale: { type: "string" }, seed: { type: "string" } } as const;
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const NUMBER = /^(\d+(?:\.\d+)?|\.\d+)(?:\/(\d+))?$/;

function readScale(text: string): number {
  const [, over, under] = NUMBER.exec(text) ?? [];
  const scale = over === undefined ? NaN : Number(over) / Number(under ?? 1);
  if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) {
    throw new UsageError(`--scale must be a number from ${MIN_SCALE} to ${MAX_SCALE}, such as 1, 0.1 or 1/40, not "${text}".`);
  }
  return scale;
}

function readSeed(text: string): number {
  const seed = /^-?\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(seed)) {
    throw new UsageError(`--seed must be a whole number between -2^53 and 2^53, not "${text}".`);
  }
  return seed;
}
