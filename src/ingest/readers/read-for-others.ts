import type { ReadProgress } from "../../domain/reading";
import type { Table } from "../../domain/table";
import type { CsvOutcome } from "../read-csv";
import { localReader } from "./local-reader";
import type { ReadJob } from "./table-reader";

interface ReadContext {
  readonly signal: AbortSignal;
  emit(progress: ReadProgress): void;
  transfer(...items: Transferable[]): void;
}

/** The answering side of a `ReaderService`. */
export async function readForOthers(job: ReadJob, { signal, emit, transfer }: ReadContext): Promise<CsvOutcome> {
  const outcome = await localReader.read(job, { signal, onProgress: emit });
  if (outcome.status === "loaded") transfer(...buffersOf(outcome.table));
  return outcome;
}

function buffersOf({ columns, fileRows }: Table): ArrayBuffer[] {
  const buffers = columns.flatMap((column) => {
    if (column.kind === "discarded") return [];
    const { buffer } = column.kind === "text" ? column.codes : column.values;
    return buffer instanceof ArrayBuffer ? [buffer] : [];
  });
  return fileRows === undefined ? buffers : [...buffers, fileRows.buffer];
}
