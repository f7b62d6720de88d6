import type { Trainer } from "../domain/trainer";
import type { ShelfDoor } from "../storage/dataset-shelf";
import type { DataSource } from "./data-source";
import type { PageExaminer } from "./examiner-client";

/** What the store needs of the world outside it. Tests pass fakes. */
export interface Services {
  readonly dataSource: DataSource;
  readonly trainer: Trainer;
  /** Beside the trainer, with the same data. */
  readonly examiner: PageExaminer;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** The moment, as an ISO 8601 string, for files that leave the page. */
  timestamp(): string;
  /** Hands a file to the person: JSON as text, or any other. */
  download(name: string, content: string | Blob): void;
  /** A file that comes with the page. */
  fetchFile(path: string): Promise<File>;
  /** A whole number below 2^32 that nobody can foresee. */
  drawSeed(): number;
  /** Bytes that the page's heap holds now, null where the browser does not tell. */
  heapBytes(): number | null;
  /** Where a dataset is kept across reloads. */
  readonly shelf: ShelfDoor;
  readonly appVersion: string;
}
