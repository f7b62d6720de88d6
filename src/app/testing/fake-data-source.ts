import { carvedSentence, carvedSplits, refusePlan } from "../../domain/carve";
import { isPool, pooledSentence, refusePool, type PoolPlan } from "../../domain/pool";
import { problem } from "../../domain/problem";
import type { ReadOutcome } from "../../domain/reading";
import { perSplit, SPLITS, type Split } from "../../domain/split";
import { PLAIN_FORMAT, splitSummary, summaryColumn } from "../../domain/testing/summaries";
import type { SplitSummary } from "../../domain/table";
import type { CarveOutcome } from "../../protocol/ingest-service";
import type { DataSource, ReadJob } from "../../state/data-source";

/** A reading that the test brings to its end. */
interface Pending {
  readonly job: ReadJob;
  readonly signal: AbortSignal;
  progress(bytesRead: number): void;
  load(rows?: number): void;
  refuse(): void;
}

export interface FakeDataSource extends DataSource {
  /** Readings that were started and have not ended, in turn. */
  readonly pending: readonly Pending[];
  /** What else was asked, as "method argument". */
  readonly calls: readonly string[];
}

/** A data worker whose readings end when the test says so. Its files have a column x and a label y. */
export function fakeDataSource(): FakeDataSource {
  const pending: Pending[] = [];
  const calls: string[] = [];
  const held = new Map<Split, SplitSummary>();
  const never = (): Promise<never> => new Promise(() => undefined);

  const summaryOf = ({ split, file, rules }: ReadJob, rows: number): SplitSummary => ({
    ...splitSummary(split, [summaryColumn("x"), summaryColumn("y", { 0: rows - 1, 1: 1 })], rows),
    fileName: file.name,
    sha256: file.name,
    format: { ...PLAIN_FORMAT, rules },
  });

  /** Rows are counted, not dealt. */
  const pooledOf = (plan: PoolPlan): CarveOutcome => {
    const pooled = plan.of.flatMap((split) => held.get(split) ?? []);
    const [source] = pooled;
    const refusal = refusePool(plan);
    if (source === undefined || pooled.length < plan.of.length || refusal !== null) {
      return { status: "refused", problem: refusal ?? problem("error", "split-missing", "There is no such file to pool.", "Load it.") };
    }
    const rows = pooled.reduce((sum, each) => sum + each.rows, 0);
    const summaries = perSplit((split) => ({ ...(held.get(split) ?? source), split, rows: rows * plan.shares[split], carved: pooledSentence(plan, split) }));
    return { status: "carved", summaries, problems: [] };
  };

  return {
    pending,
    calls,
    read: (job, signal, onProgress) =>
      new Promise<ReadOutcome>((resolve, reject) => {
        const end = (): void => void pending.splice(pending.indexOf(reading), 1);
        const reading: Pending = {
          job,
          signal,
          progress: (bytesRead) => {
            onProgress({ split: job.split, bytesRead, bytesTotal: job.file.size, rows: bytesRead });
          },
          load: (rows = 10) => {
            end();
            const summary = summaryOf(job, rows);
            held.set(job.split, summary);
            resolve({ status: "loaded", summary, problems: [] });
          },
          refuse: () => {
            end();
            const choices = [{ label: "Read as Latin-1", chosen: false, effect: { kind: "rules", splits: [job.split], change: { encoding: "windows-1252" } } }] as const;
            resolve({
              status: "refused",
              problems: [problem("error", "empty-file", `${job.file.name} is empty.`, "Choose another.", { split: job.split, choices })],
            });
          },
        };
        pending.push(reading);
        signal.addEventListener("abort", () => {
          end();
          reject(new DOMException("Cancelled.", "AbortError"));
        });
      }),
    sample: (split) => Promise.resolve(new File(["x,y\n"], `${split}-sample.csv`)),
    reassign: async (moves) => {
      calls.push(`reassign ${moves.map(({ from, to }) => `${from}>${to}`).join()}`);
      const before = new Map(held);
      for (const { from } of moves) held.delete(from);
      for (const { from, to } of moves) {
        const moved = before.get(from);
        if (moved !== undefined) held.set(to, { ...moved, split: to });
      }
    },
    forget: async (split) => {
      calls.push(`forget ${split}`);
      held.delete(split);
    },
    carve: async (plan) => {
      calls.push(`carve ${plan === null ? "null" : isPool(plan) ? `pool ${plan.of.join("+")}` : `${plan.from}>${plan.into.join("+")}`}`);
      if (plan === null) return { status: "carved", summaries: {}, problems: [] };
      if (isPool(plan)) return pooledOf(plan);
      const source = held.get(plan.from);
      const refusal = refusePlan(plan);
      if (source === undefined || refusal !== null) {
        return { status: "refused", problem: refusal ?? problem("error", "no-rows", "There is no such table.", "Load it.") };
      }
      const splits = carvedSplits(plan);
      const parts = SPLITS.filter((split) => splits.includes(split)).map((split): [Split, SplitSummary] => [
        split,
        { ...source, split, rows: source.rows * (plan.shares[split] ?? 0), carved: carvedSentence(plan, split, source.fileName) },
      ]);
      return { status: "carved", summaries: Object.fromEntries(parts), problems: [] };
    },
    foresee: never,
    rejected: (split) => Promise.resolve(new Blob([`rows of ${split}`])),
    rows: never,
    profile: never,
    histogram: never,
    correlation: never,
    duplicates: never,
    findings: never,
    prepare: async () => ({ status: "refused", problem: problem("error", "no-features", "A fake prepares nothing.", "") }),
    cells: never,
    grid: never,
    mistakes: never,
    mistakesFile: never,
    slices: never,
    drift: never,
    inject: never,
  };
}
