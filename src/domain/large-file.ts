/** Files that are larger, once unpacked, are read only after asking. */
const LARGE_BYTES = 1.2e9;
/** As are files of more rows. */
const LARGE_ROWS = 40e6;
/** A row is at least two bytes: smaller files cannot have so many. */
const SURELY_FEWER_ROWS_BYTES = 2 * LARGE_ROWS;
/** By how much CSV usually shrinks. */
const GZIP_FACTOR = 8;
/** Rows that a sample is meant to keep, by default. */
const SAMPLE_ROWS = 10e6;
/** Most columns lie in two or four bytes a value. */
const BYTES_PER_CELL = 4;

/** What a file will be like when it is read, judged by its size and first bytes. */
export interface FileEstimate {
  readonly bytes: number;
  readonly rows: number;
  /** What its table takes in memory. */
  readonly memoryBytes: number;
  /** One row in so many makes a table of usual size. */
  readonly oneIn: number;
}

/** Whether a file is so small that nothing about it needs to be asked, whatever is in it. */
export function isSurelySmall(name: string, bytes: number): boolean {
  return bytes * expansion(name) < SURELY_FEWER_ROWS_BYTES;
}

/**
 * The estimate for a file that should be read only after asking; null for others.
 * @param head its first bytes as text; of a gzip file, which tells nothing, the empty text
 */
export function largeFile(name: string, size: number, head: string): FileEstimate | null {
  const bytes = size * expansion(name);
  const lines = head.split(/\r\n|\n|\r/);
  // The last line is cut off.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const lineBytes = whole.length === 0 || head === "" ? TYPICAL_LINE : head.length / whole.length;
  const columns = (lines[0] ?? "").split(/[,;\t|]/).length;
  const rows = Math.round(bytes / Math.max(lineBytes, 2));
  if (bytes <= LARGE_BYTES && rows <= LARGE_ROWS) return null;
  const cells = rows * (head === "" ? TYPICAL_COLUMNS : columns);
  return { bytes, rows, memoryBytes: cells * BYTES_PER_CELL, oneIn: Math.max(2, Math.ceil(rows / SAMPLE_ROWS)) };
}

/** Of a row of which nothing is known, in bytes. */
const TYPICAL_LINE = 40;
const TYPICAL_COLUMNS = 8;

export function isGzipName(name: string): boolean {
  return /\.gz$/i.test(name);
}

function expansion(name: string): number {
  return isGzipName(name) ? GZIP_FACTOR : 1;
}
