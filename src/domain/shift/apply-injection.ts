import type { KeptRows } from "../features/source";
import { formatPrevalence } from "../format";
import { counted } from "../problem";
import { createRandom } from "../random";
import { atStrength, type InjectableColumn, type Injection, type InjectionEffect, type InjectQuestion, type ListedInjection } from "./injection";
import { rowDraws } from "./row-draws";

/** Rows of a split with their labels. */
export interface LabelledRows extends Pick<KeptRows, "total" | "leftOut"> {
  /** `[total]`, 1 for a positive row, else 0; of rows that are left out it does not matter. */
  readonly y: Uint8Array;
}

/** Something that is done to cells, and the rows that there are when it is its turn. */
interface CellStep {
  readonly id: number;
  readonly injection: Exclude<Injection, { type: "prior" | "flip" }>;
  /** `[total]`, 1 for rows that are left out. */
  readonly leftOut: Uint8Array;
}

/** Rows and labels after a list of injections, and what remains to be done to their cells. */
export interface InjectedRows {
  readonly leftOut: Uint8Array<ArrayBuffer>;
  readonly y: Uint8Array<ArrayBuffer>;
  readonly steps: readonly CellStep[];
  /** Of what was done to rows and labels. */
  readonly effects: readonly InjectionEffect[];
}

/**
 * Leaves rows out and flips labels as the list says, one after the other; what is off is passed over. The rows given
 * stay as they are. What one draws does not depend on the others, and what a weaker one changes a stronger one changes too.
 * @returns or why it cannot be, in a sentence
 */
export function injectRows({ total, leftOut, y }: LabelledRows, list: readonly ListedInjection[], { seed, strength }: Pick<InjectQuestion, "seed" | "strength">): InjectedRows | string {
  let marks = leftOut === null ? new Uint8Array(total) : Uint8Array.from(leftOut);
  const labels = Uint8Array.from(y);
  const effects: InjectionEffect[] = [];
  const steps: CellStep[] = [];
  for (const { id, on, injection: whole } of list) {
    if (!on) continue;
    const counts = countClasses(marks, labels);
    const rows = counts.negatives + counts.positives;
    const injection = atStrength(whole, strength, rows === 0 ? 0 : counts.positives / rows);
    if (injection.type === "prior") {
      const refusal = refusePrior(injection.prevalence, counts);
      if (refusal !== null) return refusal;
      const kept = keptOfClasses(counts, injection.prevalence);
      marks = thinned(marks, labels, counts, kept, (label) => createRandom(seed, `inject ${id} class ${label}`));
      effects.push({ id, changed: rows - kept.negatives - kept.positives, of: rows });
    } else if (injection.type === "flip") {
      effects.push({ id, changed: flip(labels, marks, injection.share, rowDraws(seed, `inject ${id}`).uniform), of: rows });
    } else {
      steps.push({ id, injection, leftOut: marks });
    }
  }
  return { leftOut: marks, y: labels, steps, effects };
}

interface ClassCounts {
  readonly negatives: number;
  readonly positives: number;
}

function countClasses(leftOut: Uint8Array, y: Uint8Array): ClassCounts {
  let [rows, positives] = [0, 0];
  for (let row = 0; row < y.length; row++) {
    if (leftOut[row] !== 0) continue;
    rows++;
    positives += y[row]!;
  }
  return { negatives: rows - positives, positives };
}

function refusePrior(prevalence: number, { negatives, positives }: ClassCounts): string | null {
  if (prevalence > 0 && positives === 0) return "These rows have no positive one, so their share of positives cannot be raised above 0.";
  if (prevalence < 1 && negatives === 0) return "These rows have no negative one, so their share of positives cannot be brought below 100\u202f%.";
  const kept = keptOfClasses({ negatives, positives }, prevalence);
  const [wanted, has] = [formatPrevalence(prevalence), `${counted(negatives, "negative row")} and ${counted(positives, "positive one")}`];
  if (prevalence > 0 && kept.positives === 0) {
    return `A share of ${wanted} of so few rows (${has}) is less than one positive row. Choose ${shareUp(1 / (negatives + 1))} or more, or 0.`;
  }
  if (prevalence < 1 && kept.negatives === 0) {
    return `A share of ${wanted} of so few rows (${has}) is less than one negative row. Choose ${shareDown(positives / (positives + 1))} or less, or 100\u202f%.`;
  }
  return null;
}

/** A tenth of a per cent above, or below, so that what is typed as it is read does not round away again. */
function shareUp(share: number): string {
  return `${(Math.ceil(1000 * share) / 10).toFixed(1)}\u202f%`;
}

function shareDown(share: number): string {
  return `${(Math.floor(1000 * share) / 10).toFixed(1)}\u202f%`;
}

/** As many rows of each class as can be, of which that share is positive but for a rounding to whole rows. */
function keptOfClasses({ negatives, positives }: ClassCounts, prevalence: number): ClassCounts {
  if (prevalence <= 0) return { negatives, positives: 0 };
  if (prevalence >= 1) return { negatives: 0, positives };
  const beside = Math.round((positives * (1 - prevalence)) / prevalence);
  if (beside <= negatives) return { negatives: beside, positives };
  return { negatives, positives: Math.min(positives, Math.round((negatives * prevalence) / (1 - prevalence))) };
}

/** Leaves out rows of each class, every choice being equally likely. */
function thinned(
  marks: Uint8Array<ArrayBuffer>,
  y: Uint8Array,
  counts: ClassCounts,
  kept: ClassCounts,
  randomOf: (label: number) => ReturnType<typeof createRandom>,
): Uint8Array<ArrayBuffer> {
  const next = Uint8Array.from(marks);
  const classes = [[counts.negatives, kept.negatives], [counts.positives, kept.positives]] as const;
  for (const [label, [count, keep]] of classes.entries()) {
    if (keep === count) continue;
    const ranks = randomOf(label).permutation(count);
    let at = 0;
    for (let row = 0; row < y.length; row++) {
      if (marks[row] === 0 && y[row] === label && ranks[at++]! >= keep) next[row] = 1;
    }
  }
  return next;
}

function flip(y: Uint8Array, leftOut: Uint8Array, share: number, draw: (row: number) => number): number {
  let flipped = 0;
  for (let row = 0; row < y.length; row++) {
    if (leftOut[row] !== 0 || draw(row) >= share) continue;
    y[row] = 1 - y[row]!;
    flipped++;
  }
  return flipped;
}

/** Changes cells of rows `from` to `to - 1` of a split, which stand at the start of `values`; NaN where one is missing. */
export type CellChange = (values: Float64Array, from: number, to: number) => void;

/** Cells that were changed, of those that could be, by the injection's id. */
export type Tally = Map<number, { changed: number; of: number }>;

/**
 * What the steps do to the cells of a column, block by block in whatever order; null where they leave it alone. Values of
 * text are codes, which can only go missing.
 * @param tally counts what is done, each time that it is done
 */
export function cellChange(steps: readonly CellStep[], column: InjectableColumn, seed: number, tally: Tally | null): CellChange | null {
  const changes = steps.filter(({ injection }) => concerns(injection, column)).map((step) => changeOf(step, column, seed, tally));
  return changes.length === 0 ? null : (values, from, to) => {
    for (const change of changes) change(values, from, to);
  };
}

function concerns({ type, column }: CellStep["injection"], { name, kind }: InjectableColumn): boolean {
  return (column === null || column === name) && (type === "missing" || kind === "numeric");
}

function changeOf({ id, injection, leftOut }: CellStep, { name, deviation }: InjectableColumn, seed: number, tally: Tally | null): CellChange {
  const change = cellRule(injection, deviation, () => rowDraws(seed, `inject ${id} ${name}`));
  return (values, from, to) => {
    let [changed, of] = [0, 0];
    for (let at = 0; at < to - from; at++) {
      const before = values[at]!;
      if (leftOut[from + at] !== 0 || Number.isNaN(before)) continue;
      const after = change(before, from + at);
      values[at] = after;
      of++;
      if (after !== before) changed++;
    }
    const sums = tally?.get(id) ?? { changed: 0, of: 0 };
    tally?.set(id, { changed: sums.changed + changed, of: sums.of + of });
  };
}

function cellRule(injection: CellStep["injection"], deviation: number | null, draws: () => ReturnType<typeof rowDraws>): (value: number, row: number) => number {
  switch (injection.type) {
    case "offset":
      return (value) => value + injection.by;
    case "scale":
      return (value) => value * injection.factor;
    case "noise": {
      const size = injection.deviations * (deviation === null || deviation === 0 ? 1 : deviation);
      const { normal } = draws();
      return size === 0 ? (value) => value : (value, row) => value + size * normal(row);
    }
    case "missing": {
      const { uniform } = draws();
      return (value, row) => (uniform(row) < injection.share ? NaN : value);
    }
  }
}
