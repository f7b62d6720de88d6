import { parseArgs } from "node:util";
import { ENGINE_NAMES, type EngineChoice } from "../../src/domain/engine-identity";
import { MAX_SCALE, MIN_SCALE } from "../../src/domain/sample/profile";

export const BENCH_NAMES = ["ingest", "engine", "evaluate", "shift", "ui", "big"] as const;
export type BenchName = (typeof BENCH_NAMES)[number];

export const USAGE = `Usage: npm run bench -- [${BENCH_NAMES.join("] [")}] [--scale S] [--runs N] [--engine E] [--out DIR]
Measures the built page in a headless browser beside pandas, SciPy, scikit-learn and PyTorch, where Python has them; all but big when none is named.
big loads a file of 1 GB and one of 1,000 columns, and needs as much room in the folder for temporary files.
  --scale   share of the full row counts, ${MIN_SCALE} to ${MAX_SCALE}; 1 when left out
  --runs    repetitions after the warm-up, from 3; 3 when left out
  --engine  auto, ${ENGINE_NAMES.join(", ")}; auto when left out
  --out     folder for the results; docs/benchmarks when left out, and only at full size`;

export interface BenchOptions {
  readonly benches: readonly BenchName[];
  readonly scale: number;
  readonly runs: number;
  readonly engine: EngineChoice;
  /** Null: the default folder, for results at full size. */
  readonly out: string | null;
}

/** What takes minutes and gigabytes has to be named. */
const USUAL_BENCHES = BENCH_NAMES.filter((name) => name !== "big");

const ENGINES: readonly EngineChoice[] = ["auto", ...ENGINE_NAMES];

/** Reads the command line of `bench`. @throws Error that says what is wrong */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { scale: text, runs: text, engine: text, out: text },
    allowPositionals: true,
  });
  const benches = positionals.map((name) => {
    const found = BENCH_NAMES.find((each) => each === name);
    if (found === undefined) throw new Error(`There is no benchmark "${name}": there are ${BENCH_NAMES.join(", ")}.`);
    return found;
  });
  const scale = Number(values.scale ?? 1);
  if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) throw new Error(`--scale must be a number from ${MIN_SCALE} to ${MAX_SCALE}, not "${values.scale ?? ""}".`);
  const runs = Number(values.runs ?? 3);
  if (!Number.isInteger(runs) || runs < 3) throw new Error(`--runs must be a whole number from 3, not "${values.runs ?? ""}": a median of fewer says little.`);
  const engine = ENGINES.find((choice) => choice === (values.engine ?? "auto"));
  if (engine === undefined) throw new Error(`--engine must be one of ${ENGINES.join(", ")}, not "${values.engine ?? ""}".`);
  return { benches: benches.length === 0 ? USUAL_BENCHES : benches, scale, runs, engine, out: values.out ?? null };
}
