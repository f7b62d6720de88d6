import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How the rows of one file are drawn. */
interface SplitPlan {
  readonly rows: number;
  /** Share of positives, 0 to 1; the count is rounded, then placed evenly. */
  readonly prevalence: number;
  /** Added to the first feature of every row: drift between files. */
  readonly shift?: number;
}

interface TrioPlan {
  readonly seed: number;
  /** Numeric features, named f1, f2, … A positive row's lie `separation` standard deviations higher. */
  readonly features: number;
  readonly separation: number;
  readonly train: SplitPlan;
  readonly validation: SplitPlan;
  readonly test: SplitPlan;
}

interface TrioFiles {
  readonly train: string;
  readonly validation: string;
  readonly test: string;
}

/** A small trio in the manner of the reference data: few positives in train, most in test. */
const SMALL_TRIO: TrioPlan = {
  seed: 7,
  features: 3,
  separation: 2,
  train: { rows: 600, prevalence: 0.02 },
  validation: { rows: 200, prevalence: 0.03 },
  test: { rows: 200, prevalence: 0.9, shift: 0.5 },
};

/** Uniform numbers of [0, 1): a Weyl sequence through a 32-bit finaliser (constants of MurmurHash3). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal by the Box-Muller transform. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** The text of one file: a header f1,…,fn,evil and the rows, four decimals each. The same seed gives the same text. */
function csvText(plan: SplitPlan, features: number, separation: number, seed: number): string {
  const next = uniform(seed);
  const positives = Math.round(plan.rows * plan.prevalence);
  const lines = [[...Array.from({ length: features }, (_, index) => `f${index + 1}`), "evil"].join(",")];
  for (let row = 0; row < plan.rows; row++) {
    const label = Math.floor(((row + 1) * positives) / plan.rows) - Math.floor((row * positives) / plan.rows);
    const values = Array.from({ length: features }, (_, index) =>
      (normal(next) + label * separation + (index === 0 ? (plan.shift ?? 0) : 0)).toFixed(4),
    );
    lines.push([...values, label].join(","));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Writes train.csv, validation.csv and test.csv to a folder (a test's own: `testInfo.outputPath()`).
 * @returns the paths of the files
 */
export async function writeTrio(folder: string, plan: TrioPlan = SMALL_TRIO): Promise<TrioFiles> {
  await mkdir(folder, { recursive: true });
  const write = async (split: "train" | "validation" | "test", offset: number): Promise<string> => {
    const path = join(folder, `${split}.csv`);
    await writeFile(path, csvText(plan[split], plan.features, plan.separation, plan.seed * 1_000 + offset));
    return path;
  };
  return { train: await write("train", 1), validation: await write("validation", 2), test: await write("test", 3) };
}
