import { SPLITS, type PerSplit, type Split } from "../domain/split";
import type { SplitSummary, Table } from "../domain/table";
import type { RejectedRows } from "./rejected-rows";

/** The table of a split as it is used, with what is said of it. */
export interface LoadedSplit {
  readonly fileName: string;
  readonly table: Table;
  readonly summary: SplitSummary;
}

/** A file as it was read. */
export interface LoadedFile extends LoadedSplit {
  readonly rejected: RejectedRows;
}

/** The tables that the data worker keeps: one a file, and one a split once the rows of a file are dealt to several. */
export class LoadedTables {
  #files: Partial<PerSplit<LoadedFile>> = {};
  #carved: Partial<PerSplit<LoadedSplit>> = {};

  /** What was read, by the split that each file was given to. */
  get files(): Readonly<Partial<PerSplit<LoadedFile>>> {
    return this.#files;
  }

  /** What is trained on and looked at. */
  get splits(): Readonly<Partial<PerSplit<LoadedSplit>>> {
    return { ...this.#files, ...this.#carved };
  }

  /** Files that come, go or move take back what was carved: it has to be carved again. */
  put(split: Split, file: LoadedFile): void {
    this.#files = { ...this.#files, [split]: file };
    this.#carved = {};
  }

  forget(split: Split): void {
    const { [split]: _, ...rest } = this.#files;
    this.#files = rest;
    this.#carved = {};
  }

  /** The file of each key becomes the file of its value. */
  move(moves: readonly { readonly from: Split; readonly to: Split }[]): void {
    const leaving = new Set(moves.map(({ from }) => from));
    const moved: Partial<PerSplit<LoadedFile>> = {};
    for (const split of SPLITS) {
      const arriving = moves.find(({ from, to }) => to === split && this.#files[from] !== undefined);
      const file = arriving === undefined ? (leaving.has(split) ? undefined : this.#files[split]) : this.#files[arriving.from];
      if (file !== undefined) moved[split] = { ...file, summary: { ...file.summary, split } };
    }
    this.#files = moved;
    this.#carved = {};
  }

  /** Tables that take the place of files, or stand where there is none. */
  carve(made: Partial<PerSplit<LoadedSplit>>): void {
    this.#carved = made;
  }
}
