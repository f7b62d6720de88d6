import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ENGINE_NAMES, type EngineChoice } from "../../src/domain/engine-identity";
import { SPLITS, type PerSplit, type Split } from "../../src/domain/split";
import type { FeatureFlags, LabelFlags } from "./compose-config";

export const USAGE = `Usage: npm run headless -- --train a.csv --validation b.csv --test c.csv [options]
Trains in the built page, in a headless browser, and prints one JSON report to standard output.

  --train, --validation, --test FILE   the three splits, as CSV; one that the configuration's "split" makes may be left out
  --config FILE                        a run configuration; the flags below win over it
  --init FILE                          a model file or a map {"0.weight": …} to start from
  --label COLUMN                       the label column
  --positive V[,V] | --negative V[,V]  label values that count as positive, or as negative
  --no-header                          the first row is data: the columns are c0, c1, …
  --features A,B | --exclude A,B       the feature columns, or all but these
  --engine auto|webgl|wasm|cpu         what trains (auto)
  --export FILE                        write the trained model there
  --screenshot FILE                    write a picture (PNG) of the page there
  --quiet                              no progress on standard error

Exit status: 0 trained, 2 bad usage or bad input, 1 a fault of the program; the report's error says which.`;

export class UsageError extends Error {
  override name = "UsageError";
}

export interface HeadlessOptions extends LabelFlags, FeatureFlags {
  /** Absolute paths, as are those below. A split without one is made as the configuration says. */
  readonly files: Partial<PerSplit<string>>;
  readonly config: string | null;
  readonly init: string | null;
  readonly header: boolean;
  readonly engine: EngineChoice;
  readonly exportTo: string | null;
  readonly screenshot: string | null;
  readonly quiet: boolean;
}

const TEXT = { type: "string" } as const;
const SWITCH = { type: "boolean" } as const;

const OPTIONS = {
  train: TEXT,
  validation: TEXT,
  test: TEXT,
  config: TEXT,
  init: TEXT,
  label: TEXT,
  positive: TEXT,
  negative: TEXT,
  "no-header": SWITCH,
  features: TEXT,
  exclude: TEXT,
  engine: TEXT,
  export: TEXT,
  screenshot: TEXT,
  quiet: SWITCH,
} as const;

const ENGINES: readonly EngineChoice[] = ["auto", ...ENGINE_NAMES];

/**
 * Reads the command line of `headless`.
 * @param args without the program's name
 * @param cwd what relative paths are relative to
 * @throws UsageError that says which argument is wrong and what it may be
 */
export function readOptions(args: readonly string[], cwd: string): HeadlessOptions {
  const values = parse(args);
  for (const [name, value] of Object.entries(values)) {
    if (value === "") throw new UsageError(`--${name} is empty: give it a value.`);
  }
  exclusive(values, "positive", "negative");
  exclusive(values, "features", "exclude");
  const path = (name: "config" | "init" | "export" | "screenshot"): string | null => {
    const value = values[name];
    return value === undefined ? null : resolve(cwd, value);
  };
  const files: Partial<PerSplit<string>> = {};
  for (const split of SPLITS) {
    const value = values[split];
    if (value !== undefined) files[split] = resolve(cwd, value);
    else if (values.config === undefined) throw missingFile(split);
  }
  return {
    files,
    config: path("config"),
    init: path("init"),
    label: values.label ?? null,
    positive: list("positive", values.positive),
    negative: list("negative", values.negative),
    include: list("features", values.features),
    exclude: list("exclude", values.exclude),
    header: values["no-header"] !== true,
    engine: engine(values.engine ?? "auto"),
    exportTo: path("export"),
    screenshot: path("screenshot"),
    quiet: values.quiet === true,
  };
}

function missingFile(split: Split): UsageError {
  return new UsageError(`--${split} is missing: name the ${split} CSV file.`);
}

/** @throws UsageError for the first file that is missing and that nothing in the configuration makes */
export function checkFiles({ files }: Pick<HeadlessOptions, "files">, config: string | null): void {
  const missing = SPLITS.find((split) => files[split] === undefined);
  if (missing !== undefined && (SPLITS.every((split) => files[split] === undefined) || !hasSplit(config))) throw missingFile(missing);
}

function hasSplit(config: string | null): boolean {
  try {
    const value: unknown = JSON.parse(config ?? "null");
    return typeof value === "object" && value !== null && "split" in value;
  } catch {
    // What is wrong with it is the page's to say.
    return true;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function exclusive<Name extends string>(values: Partial<Record<Name, unknown>>, one: Name, other: Name): void {
  if (values[one] === undefined || values[other] === undefined) return;
  throw new UsageError(`--${one} and --${other} exclude each other: give one of them.`);
}

function list(name: string, text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  const items = text.split(",").map((item) => item.trim());
  if (items.includes("")) throw new UsageError(`--${name} ${text} has an empty item: write values separated by single commas.`);
  return items;
}

function engine(text: string): EngineChoice {
  const found = ENGINES.find((choice) => choice === text);
  if (found === undefined) throw new UsageError(`--engine must be one of ${ENGINES.join(", ")}, not "${text}".`);
  return found;
}
