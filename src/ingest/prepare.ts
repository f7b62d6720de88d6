import { fitFeatures, type FittedSource, type PlannedSource } from "../domain/features/fit";
import type { FittedFeature, FittedFeatures, RawCell } from "../domain/features/fitted";
import { leakage } from "../domain/features/leakage";
import { writeMatrix, type WrittenMatrix } from "../domain/features/matrix";
import { rawCell, rowNumber, type KeptRows } from "../domain/features/source";
import { unseenCategories } from "../domain/features/unseen";
import type { MatrixPreview, PreparationSpec, PreparedData } from "../domain/prepared";
import { DataError, problem, type Problem } from "../domain/problem";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit } from "../domain/split";
import type { LabelledRows } from "../domain/shift/value-table";
import type { Table } from "../domain/table";
import { requireFeatures } from "./feature-columns";
import { constantColumns, dominance, tooLarge, unseenProblems } from "./matrix-problems";
import { usableRows, type LoadedTable, type UsableRows } from "./usable-rows";

/** A table, with the rows of it that a matrix is of. */
export interface TableRows {
  readonly table: Table;
  readonly rows: KeptRows;
}

/** What drift is measured of: the features with what is done to them, and the labelled rows that the matrices are of. */
export interface DriftBasis {
  readonly sources: readonly PlannedSource[];
  readonly rows: PerSplit<LabelledRows>;
}

const MAX_GOLDEN_ROWS = 8;
const PREVIEW_ROWS = 10;
/** Rounded down, far enough from the last number that rounds to a finite one. */
const MAX_FLOAT32 = 3e38;

/**
 * Makes the matrices of a run: leaves out rows that lack a value, or fills it in; fits transforms, encodings and the
 * scaler on train alone, unless asked otherwise; and applies them to all three splits. Infinite values count as missing.
 * @throws DataError when a split, the label or a feature cannot be used, or no row is left.
 */
export function prepare(tables: Partial<PerSplit<LoadedTable>>, spec: PreparationSpec): PreparedData {
  return prepareRows(tables, spec).data;
}

/** As `prepare`, with the rows of each table that the matrices are of, how columns become those of a matrix, and what drift is measured of. */
export function prepareRows(
  tables: Partial<PerSplit<LoadedTable>>,
  spec: PreparationSpec,
): { readonly data: PreparedData; readonly rows: PerSplit<TableRows>; readonly sources: readonly FittedSource[]; readonly basis: DriftBasis } {
  checkFeatureList(spec);
  const loaded = requireSplits(tables);
  const { label, scaler, fitOn } = spec;
  const problems: Problem[] = [];
  const plan = requireFeatures(loaded, spec.features);
  const rows = perSplit((split) => usableRows({ split, loaded: loaded[split], label, fitOn }, plan, problems));
  const sources = fitFeatures(plan, { rows, scaler, fitOn });
  const fitted: FittedFeatures = { scaler, fitOn, columns: sources.flatMap(({ columns }) => columns) };
  const written = perSplit((split) => writeMatrix(sources, split, { rows: rows[split], fitOn }));
  for (const split of SPLITS) checkFinite(written[split], rows[split], fitted.columns, sources);
  const unseen = unseenCategories(sources, written);
  problems.push(
    ...constantColumns(fitted, loaded.train.fileName),
    ...unseenProblems(unseen, sources, rows),
    ...dominance(fitted, written.train.std, loaded.train.fileName),
    ...leakage(fitOn),
  );
  const data: PreparedData = {
    fitted,
    splits: perSplit((split) => ({ rows: rows[split].kept, x: written[split].x, y: rows[split].y, positives: rows[split].positives })),
    goldenRows: goldenRows(rows.train, sources),
    preview: perSplit((split) => preview(written[split], fitted.columns.length)),
    unseen,
    problems,
  };
  const tableRows = perSplit((split) => {
    const { total, kept, leftOut } = rows[split];
    return { table: loaded[split].table, rows: { total, kept, leftOut } };
  });
  // The labels of the matrices are moved to the page.
  const labelled = perSplit((split) => ({ ...tableRows[split].rows, y: rows[split].y.slice() }));
  return { data, rows: tableRows, sources, basis: { sources: plan, rows: labelled } };
}

function checkFeatureList({ features, label }: PreparationSpec): void {
  const names = features.map(({ column }) => column);
  if (names.length === 0) {
    throw new DataError(
      problem("error", "no-features", "No feature column is chosen.", "Choose at least one column other than the label."),
    );
  }
  const once = new Set<string>();
  for (const name of names) {
    if (once.has(name)) {
      throw new DataError(
        problem("error", "config", `The feature "${name}" is listed twice.`, "List each column once.", { column: name }),
      );
    }
    once.add(name);
  }
  if (once.has(label.column)) {
    throw new DataError(
      problem(
        "error",
        "config",
        `"${label.column}" is both the label and a feature, so the net would be told the answer.`,
        "Take it off the features, or choose another label.",
        { column: label.column },
      ),
    );
  }
}

function requireSplits(tables: Partial<PerSplit<LoadedTable>>): PerSplit<LoadedTable> {
  return perSplit((split) => {
    const loaded = tables[split];
    if (loaded !== undefined) return loaded;
    const missing = SPLITS.filter((each) => tables[each] === undefined).map((each) => SPLIT_TITLES[each].toLowerCase());
    throw new DataError(
      problem(
        "error",
        "split-missing",
        `No file is loaded for ${missing.join(" and ")}.`,
        "Add the missing file, or divide a file that is loaded.",
        { split },
      ),
    );
  });
}

/** @throws DataError naming the first value that float32 cannot hold once it is scaled. */
function checkFinite(
  { x, std }: WrittenMatrix,
  rows: UsableRows,
  columns: readonly FittedFeature[],
  sources: readonly FittedSource[],
): void {
  if (columns.every((column, index) => isTame(std[index] ?? NaN, rows.kept, column))) return;
  const bad = firstNotFinite(x);
  if (bad < 0) return;
  const name = columns[bad % columns.length]?.source ?? "";
  const own = sources.find(({ source }) => source.name === name)?.source;
  const row = rowNumber(rows, Math.floor(bad / columns.length));
  throw tooLarge(rows, name, own === undefined ? null : rawCell(own, rows.split, row));
}

/** No value lies further from the mean than the deviation times the root of the rows. */
function isTame(std: number, rows: number, { center, scale, statistics }: FittedFeature): boolean {
  return std * Math.sqrt(rows) + Math.abs((statistics.mean - center) / scale) < MAX_FLOAT32;
}

function firstNotFinite(x: Float32Array): number {
  for (let at = 0; at < x.length; at++) {
    const z = x[at]!;
    if (z - z !== 0) return at;
  }
  return -1;
}

function preview({ x, std }: WrittenMatrix, width: number): MatrixPreview {
  const rows = Math.min(PREVIEW_ROWS, x.length / width);
  return { rows: Array.from({ length: rows }, (_, row) => [...x.subarray(row * width, (row + 1) * width)]), std };
}

/** Raw rows drawn evenly from train, with a positive among them where there is one; a cell for each column of the matrix. */
function goldenRows(rows: UsableRows, sources: readonly FittedSource[]): RawCell[][] {
  const { kept, y, positives } = rows;
  const count = Math.min(MAX_GOLDEN_ROWS, kept);
  const chosen = Array.from({ length: count }, (_, k) => (count === 1 ? 0 : Math.floor((k * (kept - 1)) / (count - 1))));
  if (positives > 0 && !chosen.some((row) => y[row] === 1)) {
    chosen[count - 1] = y.indexOf(1);
    chosen.sort((a, b) => a - b);
  }
  return chosen.map((index) => {
    const row = rowNumber(rows, index);
    return sources.flatMap(({ source, columns }) => {
      const cell = rawCell(source, "train", row);
      return columns.map(() => cell);
    });
  });
}
