import type { CarvePlan } from "../domain/carve";
import type { FileOrigin } from "../domain/dataset";
import type { PoolPlan } from "../domain/pool";
import type { LabelWish } from "../domain/prepared";
import type { ReadRules } from "../domain/reading";
import type { Split } from "../domain/split";

/** One file of a kept dataset. */
export interface KeptFile {
  readonly split: Split;
  readonly name: string;
  readonly origin: FileOrigin;
  readonly rules: ReadRules;
  /** Names its content; files of one content are kept once. */
  readonly sha256: string;
  /** Null of the sample, which can be had again. */
  readonly content: Blob | null;
}

/** What is needed to load a dataset again as it was. */
export interface KeptDataset {
  readonly files: readonly KeptFile[];
  readonly carve: CarvePlan | null;
  /** Takes the place of `carve` where there is one; absent of what was kept before there were any. */
  readonly pool?: PoolPlan | null;
  readonly label: LabelWish;
}

/** Why a dataset is not kept, for the person. */
export class ShelfError extends Error {
  override name = "ShelfError";
}

/** Keeps one dataset in the browser, across reloads. Every method rejects with a `ShelfError` where the browser refuses. */
export interface DatasetShelf {
  /** Null when nothing is kept. */
  load(): Promise<KeptDataset | null>;
  /** Takes the place of what was kept. @returns the bytes that are kept */
  save(dataset: KeptDataset): Promise<number>;
  clear(): Promise<void>;
  /** Whether datasets are to be kept; true until somebody said no. */
  wanted(): Promise<boolean>;
  want(wanted: boolean): Promise<void>;
}

/** The shelf of this browser. */
export interface ShelfDoor {
  /** False without a look inside when nothing was ever kept here, so that a first visit loads nothing for it. */
  exists(): Promise<boolean>;
  open(): Promise<DatasetShelf>;
}

/** Bytes of the contents, each counted once. */
export function keptBytes({ files }: KeptDataset): number {
  const sizes = new Map(files.map(({ sha256, content }) => [sha256, content?.size ?? 0]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
