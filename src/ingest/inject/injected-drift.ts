import type { FittedSource } from "../../domain/features/fit";
import type { KeptRows } from "../../domain/features/source";
import { asPart, type Stepwise } from "../../domain/inspect/stepwise";
import type { FeatureDrift } from "../../domain/shift/drift";
import { featureDrift } from "../../domain/shift/feature-drift";
import type { CellCounts } from "../../domain/shift/injection-drift";
import { perSplit, type Split } from "../../domain/split";

/** Cells that are read for it at most: more would keep people waiting, and the columns that move most come first. */
const MOST_CELLS = 3e6;

interface Copy {
  readonly split: Split;
  readonly before: KeptRows;
  readonly after: KeptRows;
}

/** A column as it was, and as it is in the copy. */
export interface ChangedSource {
  readonly was: FittedSource;
  readonly is: FittedSource;
}

const NO_ROWS = { total: 0, kept: 0, leftOut: null, y: new Uint8Array() };

/** How the columns of a copy moved against the split as it was: those whose cells were changed, then the others, while there is time. */
export function* injectedDrift(sources: readonly ChangedSource[], { split, before, after }: Copy): Stepwise<{ readonly columns: readonly FeatureDrift[]; readonly unwatched: number }> {
  // Without a change of cells and of rows nothing has moved.
  const moved = sources.filter(({ was, is }) => was !== is || before.kept !== after.kept).toSorted((a, b) => Number(b.was !== b.is) - Number(a.was !== a.is));
  const watched = moved.slice(0, Math.max(1, Math.floor(MOST_CELLS / (before.kept + after.kept))));
  const pairs = watched.map(({ was, is }) => {
    const read = perSplit((each) => (each === "test" ? is : was).source.read[split]);
    return { source: { ...was.source, read, whole: perSplit(() => null) }, treatment: was.treatment };
  });
  // All of one class here and of the other there: so the classes have nothing to be compared for themselves.
  const train = { ...before, y: new Uint8Array(before.kept) };
  const test = { ...after, y: new Uint8Array(after.kept).fill(1) };
  const columns = yield* asPart(featureDrift(pairs, { train, validation: NO_ROWS, test }), 0, 1);
  return { columns: columns.filter(({ against }) => against === "test"), unwatched: moved.length - watched.length };
}

const BLOCK = 8192;

/** Cells of the columns in rows that are not left out, and those without a value. */
export function cellCounts(sources: readonly FittedSource[], split: Split, leftOut: Uint8Array | null, rows: number): CellCounts {
  let [cells, missing] = [0, 0];
  const block = new Float64Array(BLOCK);
  for (const { source } of sources) {
    for (let from = 0; from < rows; from += BLOCK) {
      const to = Math.min(rows, from + BLOCK);
      source.read[split](from, to, block);
      for (let at = 0; at < to - from; at++) {
        if (leftOut !== null && leftOut[from + at] !== 0) continue;
        cells++;
        if (Number.isNaN(block[at])) missing++;
      }
    }
  }
  return { cells, missing };
}
