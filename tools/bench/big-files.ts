import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../src/domain/random";

/** A file in a folder of its own, which is removed when the program ends, however it ends. */
function writeTemporary(name: string, pieces: Iterable<Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), "triptych-big-"));
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, name);
  const file = openSync(path, "w");
  try {
    for (const piece of pieces) for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
  } finally {
    closeSync(file);
  }
  return path;
}

/** A CSV file with the rows of another, over and over, until there are so many. */
export function writeRepeatedCsv(source: string, rows: number): string {
  return writeTemporary("train-30-million.csv", repeated(readFileSync(source), rows));
}

function* repeated(bytes: Uint8Array, rows: number): Generator<Uint8Array, void> {
  const header = bytes.indexOf(LINE_FEED) + 1;
  const body = bytes.subarray(header);
  const ends = lineEnds(body);
  yield bytes.subarray(0, header);
  for (let left = rows; left > 0; left -= ends.length) yield left >= ends.length ? body : body.subarray(0, ends[left - 1]);
}

const LINE_FEED = 10;

/** Where each row ends, its line end included. */
function lineEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let end = bytes.indexOf(LINE_FEED) + 1; end > 0; end = bytes.indexOf(LINE_FEED, end) + 1) ends.push(end);
  return ends;
}

/** A CSV file of many columns: whole numbers, fractions, and a label of two values at the end. */
export function writeWideCsv(rows: number, columns: number): string {
  return writeTemporary("train-wide.csv", wide(rows, columns));
}

function* wide(rows: number, columns: number): Generator<Uint8Array, void> {
  const random = createRandom(1, "wide file");
  const encoder = new TextEncoder();
  const names = Array.from({ length: columns - 1 }, (_, column) => `column ${column}`);
  yield encoder.encode(`${[...names, "label"].join(",")}\n`);
  for (let row = 0; row < rows; row++) {
    const cells = names.map((_, column) => (column % 2 === 0 ? random.nextUint32() % 10_000 : (random.nextUint32() % 10_000) / 100));
    yield encoder.encode(`${cells.join(",")},${row % 2}\n`);
  }
}
