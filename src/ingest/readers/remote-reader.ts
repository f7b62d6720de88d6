import { problem } from "../../domain/problem";
import type { ReadProgress } from "../../domain/reading";
import type { CsvOutcome } from "../read-csv";
import type { ReadJob, TableReader } from "./table-reader";

/** A worker that reads one file at a time for the data worker. */
export type ReaderService = {
  /** The columns' buffers are transferred. */
  read: { request: ReadJob; result: CsvOutcome; event: ReadProgress };
};

/** The part of the protocol's client that is used here. */
interface ReaderClient {
  call(
    method: "read",
    job: ReadJob,
    options: { signal: AbortSignal; onEvent: (progress: ReadProgress) => void },
  ): Promise<CsvOutcome>;
}

/** The asking side. A reader that is gone, which mostly means that memory ran out, is a refusal of its file. */
export function remoteReader(client: ReaderClient): TableReader {
  return {
    read: async (job, { signal, onProgress }) => {
      try {
        return await client.call("read", job, { signal, onEvent: onProgress });
      } catch (reason) {
        if (reason instanceof Error && "code" in reason && reason.code === "worker-gone") return readerGone(job);
        throw reason;
      }
    },
  };
}

function readerGone({ split, file }: ReadJob): CsvOutcome {
  return {
    status: "refused",
    problems: [
      problem(
        "error",
        "unreadable",
        `"${file.name}" could not be read to its end: the browser stopped the part of the page that reads it, as it does when memory runs out.`,
        "Close other tabs and choose the file again, or keep only a sample of its rows.",
        { split, file: file.name },
      ),
    ],
  };
}
