import { DataError, problem } from "../problem";
import { fitStandardColumn, measureColumn, scalingOf } from "../scaling";
import { SPLITS, type PerSplit, type Split } from "../split";
import { encoderFor, type Encoder } from "./encode";
import type { FittedEncoding, FittedFeature } from "./fitted";
import { scaledLevels } from "./levels";
import type { FitOn, ResolvedTreatment, ScalerKind } from "./plan";
import { quantiles } from "./quantiles";
import { compact, isComplete, type FeatureSource, type KeptRows } from "./source";
import { transformBlock, transformNumber } from "./transform";
import { measureWhole, type WholePart } from "./whole-numbers";

/** A feature column with what is to be done with it. */
export interface PlannedSource {
  readonly source: FeatureSource;
  readonly treatment: ResolvedTreatment;
}

/** The same with all that was learned from the fitted rows. */
export interface FittedSource extends PlannedSource {
  /** What a missing cell becomes, transformed, or the code of its text; NaN where its row is left out. */
  readonly filled: number;
  /** Null where numbers go in as they are. */
  readonly encoder: Encoder | null;
  /** The columns of the matrix, those of the encoder first. */
  readonly columns: readonly FittedFeature[];
}

export interface FitRequest {
  readonly rows: PerSplit<KeptRows>;
  readonly scaler: ScalerKind;
  readonly fitOn: FitOn;
}

const BLOCK = 8192;

/**
 * Fits every feature on the rows of train that are kept, or of all splits where that is asked.
 * @throws DataError when a column has no value to fit on, or too many for its encoding.
 */
export function fitFeatures(plan: readonly PlannedSource[], request: FitRequest): FittedSource[] {
  const splits = request.fitOn === "train" ? (["train"] as const) : SPLITS;
  const total = splits.reduce((sum, split) => sum + request.rows[split].kept, 0);
  // One column at a time: thirty million rows of all columns in float64 would not fit.
  const cells = new FittedCells(splits, request.rows, total);
  return plan.map((planned) => fitSource(planned, cells, request.scaler));
}

function fitSource(planned: PlannedSource, cells: FittedCells, scaler: ScalerKind): FittedSource {
  return fitWhole(planned, cells, scaler) ?? fitCells(planned, cells, scaler);
}

/** Whole numbers that go in as they are, in one look; null for all other columns. */
function fitWhole({ source, treatment }: PlannedSource, cells: FittedCells, scaler: ScalerKind): FittedSource | null {
  const { column, missing, transform, encoding } = treatment;
  if (missing.type !== "drop-row" || transform.length > 0 || encoding.type !== "numeric") return null;
  const parts = cells.wholeParts(source);
  const measured = parts === null ? null : measureWhole(parts, scaler);
  if (measured === null) return null;
  const base = { name: column, source: column, missing: missing.type, fill: null, transform };
  const feature: FittedFeature = {
    ...base,
    encoding: { type: "numeric" },
    ...scalingOf(scaler, measured),
    statistics: measured.statistics,
  };
  return { source, treatment, filled: NaN, encoder: null, columns: [feature] };
}

function fitCells(planned: PlannedSource, cells: FittedCells, scaler: ScalerKind): FittedSource {
  const { treatment } = planned;
  const { fill, filled, source } = fillOf(planned, cells);
  const { values, missing } = cells.gather(source, treatment, filled);
  const base = { source: treatment.column, missing: treatment.missing.type, fill, transform: treatment.transform };
  const columns: FittedFeature[] = [];
  let encoder: Encoder | null = null;
  if (treatment.encoding.type === "numeric") {
    const measured = measureColumn(values, scaler);
    const encoding: FittedEncoding = { type: "numeric" };
    columns.push({ name: treatment.column, ...base, encoding, ...scalingOf(scaler, measured), statistics: measured.statistics });
  } else {
    encoder = encoderFor(treatment.encoding, { source, values });
    const counts = countClasses(encoder, values);
    for (const { name, encoding, values: levels } of encoder.columns) {
      const { measured, scaling } = scaledLevels({ values: levels, counts }, scaler);
      columns.push({ name, ...base, encoding, ...scaling, statistics: measured.statistics });
    }
  }
  if (treatment.missing.type === "indicator" && source.kind === "numeric") {
    const { measured, scaling } = scaledLevels({ values: [0, 1], counts: [values.length - missing, missing] }, scaler);
    const name = `${treatment.column} is missing`;
    columns.push({ name, ...base, encoding: { type: "missing" }, ...scaling, statistics: measured.statistics });
  }
  return { source, treatment, filled, encoder, columns };
}

function countClasses(encoder: Encoder, values: Float64Array): number[] {
  const counts = new Array<number>(encoder.classes).fill(0);
  const classes = new Int32Array(BLOCK);
  for (let from = 0; from < values.length; from += BLOCK) {
    const block = values.subarray(from, from + BLOCK);
    encoder.classify(block, block.length, classes);
    for (let at = 0; at < block.length; at++) counts[classes[at]!]!++;
  }
  return counts;
}

interface Fill {
  readonly fill: number | string | null;
  readonly filled: number;
  /** With the filling among its texts. */
  readonly source: FeatureSource;
}

function fillOf({ source, treatment }: PlannedSource, cells: FittedCells): Fill {
  const { missing, column } = treatment;
  if (missing.type === "drop-row") return { fill: null, filled: NaN, source };
  if (source.kind === "text") {
    const text = missing.type === "constant" ? String(missing.value) : missingCategory(source.vocabulary);
    const vocabulary = source.vocabulary.includes(text) ? source.vocabulary : [...source.vocabulary, text];
    return { fill: text, filled: vocabulary.indexOf(text), source: { ...source, vocabulary } };
  }
  const fill = missing.type === "constant" ? Number(missing.value) : fittedFill(missing.type, { source, treatment }, cells);
  const filled = transformNumber(fill, treatment.transform);
  if (Number.isFinite(filled)) return { fill, filled, source };
  throw new DataError(
    problem(
      "error",
      "config",
      `Column "${column}": missing values are to be ${fill}, which has no value after the transforms.`,
      "Choose another value, or take the transform away.",
      { column },
    ),
  );
}

/** A text that the column does not have. */
function missingCategory(vocabulary: readonly string[]): string {
  let text = "(missing)";
  while (vocabulary.includes(text)) text = `(${text})`;
  return text;
}

function fittedFill(type: "mean" | "median" | "indicator", planned: PlannedSource, cells: FittedCells): number {
  const { column } = planned.treatment;
  const present = cells.present(planned);
  if (present.length === 0) {
    const what = type === "mean" ? "mean" : "median";
    throw new DataError(
      problem(
        "error",
        "empty-column",
        `Column "${column}" has no value in the rows that features are fitted on, so there is no ${what} to fill in.`,
        "Fill with a constant, or take the column off the features.",
        { column },
      ),
    );
  }
  return type === "mean" ? fitStandardColumn(present).mean : (quantiles(present, [0.5])[0] ?? NaN);
}

/** The cells of the fitted rows, a column at a time in one array that serves them all. */
class FittedCells {
  readonly #splits: readonly Split[];
  readonly #rows: PerSplit<KeptRows>;
  readonly #total: number;
  readonly #block = new Float64Array(BLOCK);
  #scratch = new Float64Array(0);

  constructor(splits: readonly Split[], rows: PerSplit<KeptRows>, total: number) {
    this.#splits = splits;
    this.#rows = rows;
    this.#total = total;
  }

  /** The numbers of the fitted rows where they are whole, and none is missing. */
  wholeParts({ whole }: FeatureSource): WholePart[] | null {
    const parts = this.#splits.flatMap((split) => {
      const values = whole[split];
      return values === null ? [] : [{ values, leftOut: this.#rows[split].leftOut }];
    });
    return parts.length === this.#splits.length ? parts : null;
  }

  /** All cells, transformed, `filled` where one is missing; they stand until the next column is gathered. */
  gather(source: FeatureSource, { transform }: ResolvedTreatment, filled: number): { values: Float64Array; missing: number } {
    const scratch = this.#space();
    let missing = 0;
    let at = 0;
    for (const split of this.#splits) {
      const { total, leftOut } = this.#rows[split];
      if (leftOut === null && transform.length === 0 && isComplete(source, split, transform)) {
        source.read[split](0, total, scratch.subarray(at));
        at += total;
        continue;
      }
      this.#eachBlock(source, split, (block, count) => {
        if (source.kind === "numeric") transformBlock(block, count, transform);
        missing += fillBlock(block, count, filled);
        scratch.set(block.subarray(0, count), at);
        at += count;
      });
    }
    return { values: scratch, missing };
  }

  /** Numbers as they stand in the data, of the rows that have one after the transforms. */
  present({ source, treatment }: PlannedSource): Float64Array {
    const scratch = this.#space();
    let at = 0;
    for (const split of this.#splits) {
      this.#eachBlock(source, split, (block, count) => {
        for (let index = 0; index < count; index++) {
          const x = block[index]!;
          if (Number.isFinite(transformNumber(x, treatment.transform))) scratch[at++] = x;
        }
      });
    }
    return scratch.subarray(0, at);
  }

  #space(): Float64Array {
    if (this.#scratch.length < this.#total) this.#scratch = new Float64Array(this.#total);
    return this.#scratch;
  }

  #eachBlock(source: FeatureSource, split: Split, visit: (block: Float64Array, count: number) => void): void {
    const { total, leftOut } = this.#rows[split];
    for (let from = 0; from < total; from += BLOCK) {
      const to = Math.min(total, from + BLOCK);
      source.read[split](from, to, this.#block);
      visit(this.#block, compact(this.#block, from, to, leftOut));
    }
  }
}

/** Fills the gaps of a block and counts them. */
export function fillBlock(block: Float64Array, count: number, filled: number): number {
  let missing = 0;
  for (let at = 0; at < count; at++) {
    if (!Number.isNaN(block[at]!)) continue;
    block[at] = filled;
    missing++;
  }
  return missing;
}
