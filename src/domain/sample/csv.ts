import type { Split } from "../split";
import { sampleBlocks } from "./generate";
import { SAMPLE_COLUMNS, type SampleOptions } from "./profile";
import type { SampleBlock } from "./rows";

/**
 * The CSV of one split, ready to be the parts of a `File`: a header, then lines of whole numbers, each ended by a line feed.
 * Comes in pieces of up to 65,536 rows (about 2.3 MB), cut at line ends. The bytes are ASCII and written by hand:
 * text built number by number took four times as long.
 * @throws RangeError when scale or seed is out of range
 */
export function* sampleCsvChunks(split: Split, options: SampleOptions): Generator<Uint8Array<ArrayBuffer>, void> {
  yield Uint8Array.from(`${SAMPLE_COLUMNS.join(",")}\n`, (character) => character.charCodeAt(0));
  for (const block of sampleBlocks(split, options)) yield blockBytes(block);
}

const MINUS = 45;
const COMMA = 44;
const LINE_FEED = 10;
const ZERO = 48;
/** No value has more than ten digits; with a sign and a separator a cell takes at most this many bytes. */
const CELL_BYTES = 12;

function blockBytes({ rows, columns }: SampleBlock): Uint8Array<ArrayBuffer> {
  const values = SAMPLE_COLUMNS.map((name) => columns[name]);
  const bytes = new Uint8Array(rows * values.length * CELL_BYTES);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    for (const column of values) {
      end = writeInteger(bytes, end, column[row] ?? 0);
      bytes[end++] = COMMA;
    }
    bytes[end - 1] = LINE_FEED;
  }
  return bytes.slice(0, end);
}

/** Writes the decimal digits of a whole number at `start`; returns the position after them. */
function writeInteger(bytes: Uint8Array, start: number, value: number): number {
  let position = start;
  let rest = value;
  if (rest < 0) {
    bytes[position++] = MINUS;
    rest = -rest;
  }
  let unit = 1;
  while (unit * 10 <= rest) unit *= 10;
  for (; unit >= 1; unit /= 10) {
    const digit = Math.floor(rest / unit);
    bytes[position++] = ZERO + digit;
    rest -= digit * unit;
  }
  return position;
}
