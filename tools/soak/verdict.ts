import type { Figures } from "./figures";

/** What the page held after a cycle. */
export interface Row {
  /** From 1; every kind of cycle comes once a round. */
  readonly round: number;
  readonly cycle: string;
  readonly engine: string;
  /** Trained since the start of the program. */
  readonly epochs: number;
  readonly figures: Figures;
}

/** The first round fills caches; growth is told against this one. */
const BASE_ROUND = 2;
const MOST_GROWTH = 1.1;
const SLACK_BYTES = 2e6;

/** Sentences, one for each figure that has grown since the second round; the last round decides. */
export function growth(rows: readonly Row[]): readonly string[] {
  const last = rows.at(-1)?.round ?? 0;
  if (last <= BASE_ROUND) return ["There were too few rounds to tell."];
  return rows
    .filter(({ round }) => round === last)
    .flatMap((row) => {
      const base = rows.find(({ round, cycle, engine }) => round === BASE_ROUND && cycle === row.cycle && engine === row.engine);
      return base === undefined ? [] : grownSince(base, row);
    });
}

function grownSince(base: Row, row: Row): string[] {
  const bytes = (what: string, of: (figures: Figures) => number): string[] => {
    const [then, now] = [of(base.figures), of(row.figures)];
    return now <= then * MOST_GROWTH + SLACK_BYTES ? [] : [sentence(what, row, base, megabytes(then), megabytes(now))];
  };
  const count = (what: string, of: (figures: Figures) => number): string[] => {
    const [then, now] = [of(base.figures), of(row.figures)];
    return now === then ? [] : [sentence(what, row, base, String(then), String(now))];
  };
  return [
    ...bytes("The page's heap", ({ heapBytes }) => heapBytes),
    ...bytes("The workers' heap", ({ workerHeapBytes }) => workerHeapBytes),
    ...count("The number of workers", ({ workers }) => workers),
    ...count("The number of the trainer's live buffers", ({ trainer }) => trainer.liveBuffers),
    ...bytes("The size of the trainer's buffers", ({ trainer }) => trainer.bufferBytes),
  ];
}

function sentence(what: string, row: Row, base: Row, then: string, now: string): string {
  return `${what} after "${row.cycle}" went from ${then} in round ${base.round} to ${now} in round ${row.round}.`;
}

const COLUMNS = ["round", "cycle", "engine", "epochs", "heap", "workers", "their heap", "live buffers", "buffers"] as const;

export function soakTable(rows: readonly Row[]): string {
  const cells = rows.map(({ round, cycle, engine, epochs, figures: { heapBytes, workers, workerHeapBytes, trainer } }) => [
    String(round),
    cycle,
    engine,
    String(epochs),
    megabytes(heapBytes),
    String(workers),
    megabytes(workerHeapBytes),
    String(trainer.liveBuffers),
    megabytes(trainer.bufferBytes),
  ]);
  const widths = COLUMNS.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ").trimEnd();
  return [line(COLUMNS), line(widths.map((width) => "-".repeat(width))), ...cells.map(line)].join("\n");
}

function isText(column: number): boolean {
  return COLUMNS[column] === "cycle" || COLUMNS[column] === "engine";
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
