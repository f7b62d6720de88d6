import type { FittedSource } from "../../domain/features/fit";
import { writeMatrix } from "../../domain/features/matrix";
import type { FeatureSource, KeptRows } from "../../domain/features/source";
import { asPart, type Stepwise } from "../../domain/inspect/stepwise";
import type { PreparedSplit } from "../../domain/prepared";
import { measureColumn } from "../../domain/scaling";
import { cellChange, injectRows, type CellChange, type InjectedRows, type Tally } from "../../domain/shift/apply-injection";
import { refuseInjection, type InjectableColumn, type InjectOutcome, type InjectQuestion } from "../../domain/shift/injection";
import type { LabelCounts } from "../../domain/shift/label-shift";
import type { InjectedDrift } from "../../domain/shift/injection-drift";
import type { Split } from "../../domain/split";
import type { MadeMatrices } from "../cells/matrix-rows";
import { findGaps, usableRows } from "../usable-rows";
import { cellCounts, injectedDrift } from "./injected-drift";

/**
 * A copy of a split's rows, shifted as the list says and made into a matrix by what was fitted for the newest one. The
 * table stays as it is.
 */
export function* injectSplit(made: MadeMatrices, question: InjectQuestion): Stepwise<InjectOutcome> {
  const { split, list, seed, strength } = question;
  const { sources, spec } = made;
  const wanted = list.filter(({ on }) => on);
  const noisy = wanted.some(({ injection }) => injection.type === "noise");
  const columns: InjectableColumn[] = [];
  for (const { source } of sources) {
    yield (0.3 * columns.length) / sources.length;
    columns.push({ name: source.name, kind: source.kind, deviation: noisy ? deviationOf(source, made.rows.train.rows) : null });
  }
  for (const { injection } of wanted) {
    const reason = refuseInjection(injection, columns);
    if (reason !== null) return { status: "refused", reason };
  }
  yield 0.3;
  const before = labelledRows(made, split);
  const injected = injectRows(before, list, { seed, strength });
  if (typeof injected === "string") return { status: "refused", reason: injected };
  yield 0.4;

  const kept = yield* leaveGapsOut(sources, columns, split, injected, seed);
  if (kept.kept === 0) return { status: "refused", reason: noRows(before, injected) };
  yield 0.7;
  const tally: Tally = new Map();
  const copied = sources.map((each, index) => withChange(each, split, changeOf(columns[index], injected, seed, null)));
  const changed = sources.map((each, index) => withChange(each, split, changeOf(columns[index], injected, seed, tally)));
  // As if they were fitted on other rows: what was measured of train is not of these.
  const { x } = writeMatrix(changed, split, { rows: kept, fitOn: "everything" });
  const large = firstNotFinite(x);
  if (large >= 0) return { status: "refused", reason: tooLarge(spec, sources, large) };
  const rows = preparedRows(x, injected.y, kept);
  yield 0.8;
  const moved = yield* asPart(injectedDrift(sources.map((was, index) => ({ was, is: copied[index] ?? was })), { split, before, after: kept }), 0.8, 1);
  return {
    status: "injected",
    rows,
    effects: [...injected.effects, ...Array.from(tally, ([id, sums]) => ({ id, ...sums }))].toSorted((a, b) => a.id - b.id),
    withoutValue: countKept(injected.leftOut) - kept.kept,
    drift: { ...moved, labels: { before: labelCounts(before), after: { rows: rows.rows, positives: rows.positives } }, missing: missingCells(sources, copied, before, injected, split) },
  };
}

function labelCounts({ kept, y, leftOut }: KeptRows & { readonly y: Uint8Array }): LabelCounts {
  return { rows: kept, positives: y.reduce((sum, label, row) => sum + (leftOut === null || leftOut[row] === 0 ? label : 0), 0) };
}

/** Of the columns that cells were taken from. */
function missingCells(sources: readonly FittedSource[], copied: readonly FittedSource[], before: KeptRows, { steps, leftOut }: InjectedRows, split: Split): InjectedDrift["missing"] {
  const taken = steps.flatMap(({ injection }) => (injection.type === "missing" ? [injection.column] : []));
  if (taken.length === 0) return null;
  const isOf = ({ source: { name } }: FittedSource): boolean => taken.some((column) => column === null || column === name);
  const rows = leftOut.length;
  return { before: cellCounts(sources.filter(isOf), split, before.leftOut, rows), after: cellCounts(copied.filter(isOf), split, leftOut, rows) };
}

/** Standard deviation of the numbers of train's rows that are kept (divides by n); null of text, and where there is no number. */
function deviationOf({ kind, read }: FeatureSource, { total, leftOut }: KeptRows): number | null {
  if (kind === "text") return null;
  const cells = new Float64Array(total);
  read.train(0, total, cells);
  let count = 0;
  for (let row = 0; row < total; row++) {
    const value = cells[row]!;
    if ((leftOut === null || leftOut[row] === 0) && Number.isFinite(value)) cells[count++] = value;
  }
  return count === 0 ? null : Math.sqrt(measureColumn(cells.subarray(0, count), "standard").statistics.variance);
}

/** The rows of the table with their labels, as they were when the matrix was made: what it had of them was given away. */
function labelledRows({ rows, sources, spec }: MadeMatrices, split: Split) {
  const { table } = rows[split];
  const usable = usableRows({ split, loaded: { fileName: "", table }, label: spec.label, fitOn: spec.fitOn }, sources, []);
  const { total, leftOut } = usable;
  if (leftOut === null) return usable;
  const y = new Uint8Array(total);
  let at = 0;
  for (let row = 0; row < total; row++) if (leftOut[row] === 0) y[row] = usable.y[at++]!;
  return { ...usable, y };
}

/** Leaves the rows out that lack a value where their column's treatment does so. */
function* leaveGapsOut(
  sources: readonly FittedSource[],
  columns: readonly InjectableColumn[],
  split: Split,
  injected: InjectedRows,
  seed: number,
): Stepwise<KeptRows> {
  const leftOut = Uint8Array.from(injected.leftOut);
  const total = leftOut.length;
  for (const [index, fitted] of sources.entries()) {
    yield 0.4 + (0.3 * index) / sources.length;
    const change = changeOf(columns[index], injected, seed, null);
    if (change === null || fitted.treatment.missing.type !== "drop-row") continue;
    findGaps(withChange(fitted, split, change).source, split, fitted.treatment, leftOut, total);
  }
  const kept = countKept(leftOut);
  return { total, kept, leftOut: kept === total ? null : leftOut };
}

function changeOf(column: InjectableColumn | undefined, { steps }: InjectedRows, seed: number, tally: Tally | null): CellChange | null {
  return column === undefined ? null : cellChange(steps, column, seed, tally);
}

/** The same column with other cells in one split. */
function withChange(fitted: FittedSource, split: Split, change: CellChange | null): FittedSource {
  if (change === null) return fitted;
  const { source } = fitted;
  const read: FeatureSource["read"][Split] = (from, to, out) => {
    source.read[split](from, to, out);
    change(out, from, to);
  };
  return { ...fitted, source: { ...source, read: { ...source.read, [split]: read }, whole: { ...source.whole, [split]: null } } };
}

function preparedRows(x: Float32Array<ArrayBuffer>, labels: Uint8Array, { total, kept, leftOut }: KeptRows): PreparedSplit {
  const y = new Uint8Array(kept);
  let at = 0;
  let positives = 0;
  for (let row = 0; row < total; row++) {
    if (leftOut !== null && leftOut[row] !== 0) continue;
    const label = labels[row]!;
    y[at++] = label;
    positives += label;
  }
  return { rows: kept, x, y, positives };
}

function countKept(leftOut: Uint8Array): number {
  let kept = 0;
  for (let row = 0; row < leftOut.length; row++) if (leftOut[row] === 0) kept++;
  return kept;
}

function firstNotFinite(x: Float32Array): number {
  for (let at = 0; at < x.length; at++) {
    const z = x[at]!;
    if (z - z !== 0) return at;
  }
  return -1;
}

function noRows(before: Pick<KeptRows, "kept">, injected: InjectedRows): string {
  if (countKept(injected.leftOut) === 0) return `None of the ${before.kept.toLocaleString("en-GB")} rows is left. Choose another share of positives.`;
  return "Every row lacks a value now, and Features leaves such rows out. Inject fewer missing cells, or let Features fill them.";
}

function tooLarge({ features }: MadeMatrices["spec"], sources: readonly FittedSource[], at: number): string {
  const names = sources.flatMap(({ columns }) => columns.map(({ source }) => source));
  const name = names[at % names.length] ?? features[0]?.column ?? "";
  return `The injected values of "${name}" are too large for the net's numbers once they are scaled. Choose a smaller offset, scale or noise.`;
}
