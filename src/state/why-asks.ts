import type {
  AskedNet,
  Asking,
  CorrectedQuestion,
  DependenceQuestion,
  ImportanceQuestion,
  LogitsQuestion,
  NearestAnswer,
  NearestQuestion,
  PriorQuestion,
  SplitLogits,
  WorstQuestion,
} from "../domain/examiner";
import type { RawCell } from "../domain/features/fitted";
import { knownValues } from "../domain/features/known-values";
import type { RawRows } from "../domain/raw-rows";
import { sampleRows } from "../domain/row-sample";
import type { CorrectedFigures, PriorAnswer } from "../domain/shift/prior-estimates";
import { SPLIT_TITLES, type PerSplit, type Split } from "../domain/split";
import type { Dependence } from "../domain/why/partial-dependence";
import type { Importance } from "../domain/why/permutation-importance";
import { whatIfRow } from "../domain/why/what-if";
import type { WorstRows } from "../domain/why/worst-rows";
import type { PreparedMeta } from "./preparation-slice";
import type { Services } from "./services";

type About<Question extends { readonly net: AskedNet }> = Omit<Question, "net">;

/** The same of several splits, one after the other. */
export interface ImportanceAbout extends Omit<About<ImportanceQuestion>, "split"> {
  readonly splits: readonly Split[];
}

export interface DependenceAbout extends Omit<About<DependenceQuestion>, "features" | "grid"> {
  /** Of the grid, at most. */
  readonly points: number;
  /** Rows drawn for what the column holds. */
  readonly maxValues: number;
}

/** Why there is no curve, or the curve with values of the column: those of rows drawn from the seed. */
export type DependenceAnswer =
  | { readonly type: "none"; readonly reason: string }
  | { readonly type: "drawn"; readonly dependence: Dependence<RawCell>; readonly values: readonly RawCell[] };

/** A row of a split's matrix, by its number there. */
export interface StartAbout {
  readonly split: Split;
  readonly row: number;
}

/** A row that others are made from. */
export interface StartRow {
  readonly raw: RawRows;
  /** Under the net that is asked about. */
  readonly logit: number;
}

export interface Neighbour extends NearestAnswer {
  /** The nearest row as it stands in the data; null where there is none. */
  readonly raw: RawRows | null;
}

/** What each panel asks about a net, and what it is told. */
export interface Reasons {
  importance: { about: ImportanceAbout; answer: Partial<PerSplit<Importance>> };
  dependence: { about: DependenceAbout; answer: DependenceAnswer };
  start: { about: StartAbout; answer: StartRow };
  nearest: { about: About<NearestQuestion>; answer: Neighbour };
  worst: { about: About<WorstQuestion>; answer: WorstRows };
  logits: { about: About<LogitsQuestion>; answer: SplitLogits };
  prior: { about: About<PriorQuestion>; answer: PriorAnswer };
  corrected: { about: About<CorrectedQuestion>; answer: CorrectedFigures };
}

export type WhyPanel = keyof Reasons;

/** A net with the data that it was trained on. */
export interface AskedRun {
  readonly net: AskedNet;
  readonly data: PreparedMeta;
}

export type Asks = {
  readonly [P in WhyPanel]: (run: AskedRun, about: Reasons[P]["about"], asking: Asking<AbortSignal>) => Promise<Reasons[P]["answer"]>;
};

/** How each is found out, of the examiner and the data. */
export function asksOf({ examiner, dataSource }: Pick<Services, "examiner" | "dataSource">): Asks {
  return {
    importance: async ({ net, data }, { splits, ...about }, { signal, onShare }) => {
      const rowsOf = (split: Split): number => Math.min(data.rows[split].rows, about.maxRows ?? Infinity);
      const total = splits.reduce((sum, split) => sum + rowsOf(split), 0);
      const answer: Partial<PerSplit<Importance>> = {};
      let done = 0;
      for (const split of splits) {
        const before = done;
        const tell = (share: number): void => onShare?.((before + share * rowsOf(split)) / total);
        answer[split] = await examiner.importance({ net, split, ...about }, { signal, onShare: tell });
        done += rowsOf(split);
      }
      return answer;
    },
    dependence: async ({ net, data }, { points, maxValues, ...about }, asking) => {
      const { split, source } = about;
      const grid = await gridOf(data, split, source, points, asking);
      if (grid === null || grid.length < 2) {
        return { type: "none", reason: `The rows of ${SPLIT_TITLES[split].toLowerCase()} have no two different values of ${source}, so there is no curve over it.` };
      }
      const dependence = await examiner.dependence({ net, features: data.fitted.columns, grid, ...about }, asking);
      const rows = sampleRows(data.rows[split].rows, maxValues, about.seed, "dependence values") ?? Array.from({ length: data.rows[split].rows }, (_, row) => row);
      const { columns, cells } = await dataSource.cells({ split, rows: [...rows] }, asking.signal);
      const column = columns.indexOf(source);
      return { type: "drawn", dependence, values: cells.map((row) => row[column] ?? null) };
    },
    start: async ({ net, data }, { split, row }, asking) => {
      const raw = await dataSource.cells({ split, rows: [row] }, asking.signal);
      const { x } = whatIfRow(data.fitted.columns, (source) => cellIn(raw, source));
      // Which answer is the other one does not matter: it is the row's own logit that is wanted.
      const { logit } = await examiner.nearest({ net, split, x, threshold: 0.5, maxDifferences: 0 }, asking);
      return { raw, logit };
    },
    nearest: async ({ net }, about, asking) => {
      const answer = await examiner.nearest({ net, ...about }, asking);
      const raw = answer.nearest === null ? null : await dataSource.cells({ split: about.split, rows: [answer.nearest.row] }, asking.signal);
      return { ...answer, raw };
    },
    worst: ({ net }, about, asking) => examiner.worst({ net, ...about }, asking),
    logits: ({ net }, about, asking) => examiner.logits({ net, ...about }, asking),
    prior: ({ net }, about, asking) => examiner.prior({ net, ...about }, asking),
    corrected: ({ net }, about, asking) => examiner.corrected({ net, ...about }, asking),
  };

  /** Numbers that the net takes for names are tried as they are known; between them there is nothing. */
  async function gridOf(data: PreparedMeta, split: Split, source: string, points: number, { signal }: Asking<AbortSignal>): Promise<readonly RawCell[] | null> {
    const known = isText(data, source) ? null : knownValues(data.fitted.columns, source);
    if (known !== null) return known.slice(0, points).map(Number);
    return (await dataSource.grid({ split, column: source, points }, signal)).grid;
  }
}

/** A column of text, in the data that a net was trained on. */
export function isText({ files }: PreparedMeta, source: string): boolean {
  return files.train.columns.find(({ name }) => name === source)?.kind === "text";
}

/** The cell that the first of some rows has in a column; null also where it has no such column. */
export function cellIn({ columns, cells }: RawRows, column: string): RawCell {
  return cells[0]?.[columns.indexOf(column)] ?? null;
}
