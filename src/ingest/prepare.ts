import type { PreparationSpec, PreparedData, PreparedSplit } from "../domain/prepared";
import { DataError, problem, type Problem } from "../domain/problem";
import { fitStandardScaler, transformColumns, type FittedScaler } from "../domain/scaling";
import { perSplit, SPLIT_TITLES, SPLITS, type PerSplit } from "../domain/split";
import { usableRows, type LoadedTable, type UsableSplit } from "./usable-rows";

const MAX_GOLDEN_ROWS = 8;

/**
 * Makes the matrices of a run: leaves out rows that lack a value, fits the scaler on train alone, and applies it to all
 * three splits. Infinite values count as missing.
 * @throws DataError when a split, the label or a feature cannot be used, or no row is left.
 */
export function prepare(tables: Partial<PerSplit<LoadedTable>>, spec: PreparationSpec): PreparedData {
  checkFeatureList(spec);
  const loaded = requireSplits(tables);
  const problems: Problem[] = [];
  const usable = perSplit((split) => usableRows(split, loaded[split], spec, problems));
  const scaler = fitStandardScaler(
    spec.features.map((name, index) => ({ name, values: usable.train.features[index] ?? new Float64Array(0) })),
  );
  problems.push(...constantColumns(scaler, loaded.train.fileName));
  const splits = perSplit((split) => toMatrix(usable[split], scaler));
  return {
    featureNames: spec.features,
    scaler,
    splits,
    goldenRows: goldenRows(usable.train),
    problems,
  };
}

function checkFeatureList({ features, label }: PreparationSpec): void {
  if (features.length === 0) {
    throw new DataError(
      problem("error", "no-features", "No feature column is chosen.", "Choose at least one column of numbers."),
    );
  }
  const twice = features.find((name, index) => features.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new DataError(
      problem("error", "config", `The feature "${twice}" is listed twice.`, "List each column once.", { column: twice }),
    );
  }
  if (features.includes(label.column)) {
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

function constantColumns(scaler: FittedScaler, file: string): Problem[] {
  return scaler.columns
    .filter(({ constant }) => constant)
    .map(({ name }) =>
      problem(
        "warning",
        "constant-column",
        `"${file}" (train): column "${name}" has the same value in all rows, or all but the same.`,
        "Nothing can be learned from it. It is centred and not scaled, so other values in the other splits may be large.",
        { split: "train", file, column: name },
      ),
    );
}

function toMatrix({ split, fileName, rows, features, y, positives }: UsableSplit, scaler: FittedScaler): PreparedSplit {
  const x = transformColumns(features, rows, scaler);
  const width = scaler.columns.length;
  const bad = firstNotFinite(x);
  if (bad >= 0) {
    const name = scaler.columns[bad % width]?.name ?? "";
    throw new DataError(
      problem(
        "error",
        "infinite-values",
        `"${fileName}" (${SPLIT_TITLES[split].toLowerCase()}): a value of column "${name}" is too large to be scaled to 32 bits.`,
        "Take the column off the features, or correct the value.",
        { split, file: fileName, column: name, value: String(features[bad % width]?.[Math.floor(bad / width)] ?? "") },
      ),
    );
  }
  return { rows, x, y, positives };
}

function firstNotFinite(x: Float32Array): number {
  for (let at = 0; at < x.length; at++) if (!Number.isFinite(x[at])) return at;
  return -1;
}

/** Raw rows drawn evenly from train, with a positive among them where there is one. */
function goldenRows({ rows, features, y, positives }: UsableSplit): number[][] {
  const count = Math.min(MAX_GOLDEN_ROWS, rows);
  const chosen = Array.from({ length: count }, (_, k) => (count === 1 ? 0 : Math.floor((k * (rows - 1)) / (count - 1))));
  if (positives > 0 && !chosen.some((row) => y[row] === 1)) {
    chosen[count - 1] = y.indexOf(1);
    chosen.sort((a, b) => a - b);
  }
  return chosen.map((row) => features.map((values) => values[row] ?? NaN));
}
