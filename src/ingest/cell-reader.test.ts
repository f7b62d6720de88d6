import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CellReader } from "./cell-reader";
import { cellRules, type CellRules } from "./cell-rules";
import { ColumnBuilder } from "./column-builder";

const COMMA = 44;
const SEMICOLON = 59;
const usual = cellRules();
/** The decimal comma, and words for missing values that have letters beyond ASCII or quotes. */
const unusual = cellRules(["", "fehlt", "é", "Ã©", '"1"'], ",");

interface Cell {
  readonly value: number;
  readonly whole: boolean;
  readonly end: number;
}

/** What the bytes of a cell are read as, null where they are refused. */
function readBytes(text: string, cells: CellRules = usual): Cell | null {
  const delimiter = cells.decimal === "," ? SEMICOLON : COMMA;
  const reader = new CellReader(delimiter, cells);
  const taken = reader.read(new TextEncoder().encode(`${text}${String.fromCharCode(delimiter)}\n`), 0);
  return taken ? { value: reader.value, whole: reader.whole, end: reader.end } : null;
}

/** What the column makes of the text of a cell, null where it is text or a whole number beyond 2^53. */
function readText(text: string, cells: CellRules = usual): Cell | null {
  const column = new ColumnBuilder({ name: "a", rule: undefined, columns: 1, cells, written: false, place: { line: 1, strays: [] } });
  column.push(text);
  if (column.texts > 0 || column.unsafeIntegers > 0) return null;
  const [value = NaN] = column.takeNumbers(1, null);
  return { value, whole: column.integersOnly, end: text.length };
}

const digits = (most: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: most });
const spelled = fc
  .tuple(fc.constantFrom("", "-", "+"), digits(22), fc.constantFrom("", "."), digits(22), fc.constantFrom("", "", "e", "E-", "e+"), digits(3))
  .map((parts) => parts.join(""));
const printed = fc
  .tuple(fc.double({ noNaN: true }), fc.integer({ min: 1, max: 21 }))
  .chain(([x, n]) => fc.constantFrom(String(x), x.toPrecision(n), x.toExponential(n), Math.abs(x) < 1e21 ? x.toFixed(n) : String(x)));
/** Exactly between two doubles, and a little beside. */
const halfway = fc
  .tuple(fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }), fc.integer({ min: 0, max: 3 }), fc.constantFrom("", "0", "1", "0001"))
  .map(([odd, halvings, more]) => (Number(odd) / 2 ** halvings).toFixed(halvings) + (halvings === 0 ? ".5" : "5") + more);
const words = fc.constantFrom("", " ", "NA", "nan", "-1.#IND", "inf", "-Infinity", "None", "0x1f", "1_000", "1e400", "1e", "-", ".", "-.", "--1", "1 2", " 7 ", "1\r", '"1"', "é", "\u00a01", "x".repeat(80), "0".repeat(80));

describe("a cell of bytes", () => {
  it("is the number that its text is, bit for bit, or the same missing value; or is refused", () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: spelled }, { weight: 3, arbitrary: printed }, halfway, words), (text) => {
        const read = readBytes(text);
        // What is refused is read by papaparse, so only plain spellings must not be.
        if (read === null) expect(/^[+-]?\d{1,15}(?:\.\d{0,4})?$/.test(text)).toBe(false);
        else expect(read).toStrictEqual(readText(text));
      }),
      { numRuns: 5000 },
    );
  });

  it("is that with decimal commas and other words for missing values too", () => {
    const commas = spelled.map((text) => text.replace(".", ","));
    const odd = fc.constantFrom("fehlt", "é", "Ã©", '"1"', "1.5", "inf", "1,5,5", ",5", "5,", "1.234,5", "NA", "1,234");
    fc.assert(
      fc.property(fc.oneof(commas, spelled, words, odd), (text) => {
        const read = readBytes(text, unusual);
        if (read === null) expect(/^[+-]?\d{1,15}(?:,\d{0,4})?$/.test(text)).toBe(false);
        else expect(read).toStrictEqual(readText(text, unusual));
      }),
      { numRuns: 3000 },
    );
    expect(readBytes("-1,25", unusual)?.value).toBe(-1.25);
    expect(readBytes("fehlt", unusual)?.value).toBeNaN();
    expect(readBytes("NA", unusual)).toBeNull();
  });

  it.each(["1", "-12", "+7", "", "NA", "1.5", "-0", "-0.0", "-0000000000000000", "9007199254740991", "12345678901234567e-3", "0.1234567890123456789", "5.", ".5", " 1 ", "inf"])(
    "takes %j",
    (text) => {
      expect(readBytes(text)).toStrictEqual(readText(text));
    },
  );

  it.each(["x", "1e400", "0x10", "1 2", "9007199254740993", '"1"', "é", "1\r2", "\0"])("refuses %j", (text) => {
    expect(readBytes(text)).toBeNull();
  });

  it("ends before CRLF, and not at a carriage return alone", () => {
    const reader = new CellReader(COMMA, usual);
    const bytes = new TextEncoder().encode("12.5\r\n");
    expect(reader.read(bytes, 0)).toBe(true);
    expect(reader).toMatchObject({ value: 12.5, end: 4 });
    expect(reader.read(new TextEncoder().encode("12.5\r,\n"), 0)).toBe(false);
  });
});
