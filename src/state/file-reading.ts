import type { FileOrigin } from "../domain/dataset";
import type { Problem } from "../domain/problem";
import type { ReadProgress, ReadRules } from "../domain/reading";
import type { Split } from "../domain/split";
import type { SplitSummary } from "../domain/table";
import { unreadableFile } from "./dataset-problems";
import type { Services } from "./services";

/** A file that is to be read as a split. */
export interface FileJob {
  readonly split: Split;
  readonly file: File;
  readonly origin: FileOrigin;
  readonly rules: ReadRules;
  /** It comes out of the browser's own store, after a reload. */
  readonly restoring: boolean;
}

/** A file that is loaded, as it was read. */
export interface SourceFile extends Pick<FileJob, "file" | "origin" | "rules"> {
  readonly summary: SplitSummary;
  readonly problems: readonly Problem[];
}

/** A file that is being read. */
export interface Reading {
  readonly split: Split;
  readonly fileName: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
  readonly secondsLeft: number | null;
  readonly restoring: boolean;
}

export type Readings = Partial<Record<Split, Reading>>;

interface Listener {
  onProgress(reading: Reading): void;
  onLoaded(split: Split, source: SourceFile): void;
  onRefused(job: FileJob, problems: readonly Problem[]): void;
  /** The file of a split is no longer being read, whatever came of it. */
  onEnded(split: Split): void;
  /** Nothing is being read any more; what is asked for meanwhile waits for it. */
  onIdle(): Promise<void>;
}

export interface FileReader {
  /** Reads files side by side; resolves when nothing is being read any more. A newer file of a split stops the older one. */
  read(jobs: readonly FileJob[]): Promise<void>;
  /** Stops reading the file of a split, or all. */
  cancel(split?: Split): void;
}

/** Has files read by the data worker. What is loaded stays loaded whatever becomes of the next. */
export function createFileReader({ dataSource, now }: Services, listener: Listener): FileReader {
  const running = new Map<Split, AbortController>();
  let idle: { promise: Promise<void>; resolve: () => void } | null = null;

  const readOne = async (job: FileJob): Promise<void> => {
    const { split, file, origin, rules, restoring } = job;
    running.get(split)?.abort();
    const own = new AbortController();
    running.set(split, own);
    const isMine = (): boolean => running.get(split) === own;
    let started = now();
    let before = 0;
    const start: Reading = {
      split,
      fileName: file.name,
      bytesRead: 0,
      bytesTotal: file.size,
      rows: 0,
      secondsLeft: null,
      restoring,
    };
    listener.onProgress(start);
    try {
      const outcome = await dataSource.read({ split, file, rules }, own.signal, ({ bytesRead, bytesTotal, rows }: ReadProgress) => {
        if (!isMine()) return;
        // A file may be read once more from its beginning.
        if (bytesRead < before) started = now();
        before = bytesRead;
        const seconds = (now() - started) / 1000;
        const secondsLeft = bytesRead > 0 ? (seconds * (bytesTotal - bytesRead)) / bytesRead : null;
        listener.onProgress({ ...start, bytesRead, bytesTotal, rows, secondsLeft });
      });
      if (!isMine()) return;
      const { status, problems } = outcome;
      if (status === "refused") listener.onRefused(job, problems);
      else listener.onLoaded(split, { file, origin, rules, summary: outcome.summary, problems });
    } catch (reason) {
      if (isMine() && !own.signal.aborted) listener.onRefused(job, [unreadableFile(split, file.name, reason)]);
    } finally {
      if (isMine()) {
        running.delete(split);
        listener.onEnded(split);
      }
    }
  };

  const finish = async (): Promise<void> => {
    if (running.size > 0 || idle === null) return;
    const { resolve } = idle;
    idle = null;
    await listener.onIdle();
    resolve();
  };

  return {
    read: (jobs) => {
      if (jobs.length === 0) return Promise.resolve();
      idle ??= withResolver();
      const { promise } = idle;
      for (const job of jobs) void readOne(job).then(finish);
      return promise;
    },
    cancel: (split) => {
      for (const [each, controller] of running) if (split === undefined || split === each) controller.abort();
    },
  };
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
