import { gzipSync } from "node:zlib";
import type { ProblemCode } from "../../domain/problem";

/** What must become of a file. */
export type Expected =
  | {
      readonly rows: number;
      readonly columns: readonly string[];
      /** Codes of all that is told of it, each once. */
      readonly told?: readonly ProblemCode[];
      /** Some cells: column, row from 0, value; null where it is missing. */
      readonly cells?: readonly (readonly [column: string, row: number, value: number | string | null])[];
    }
  | { readonly refused: ProblemCode };

export interface NastyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function file(name: string, content: string | Uint8Array, expected: Expected): NastyFile {
  return { name, bytes: typeof content === "string" ? encode(content) : content, expected };
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const raw = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...encode(part)] : part)));
const many = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => `${line(i)}\n`).join("");
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `f${i}`);

const ENCODINGS: readonly NastyFile[] = [
  file("utf8.csv", "näme,y\nÄ,1\n", { rows: 1, columns: ["näme", "y"], cells: [["näme", 0, "Ä"]] }),
  file("utf8-mark.csv", "\ufeffa,y\n1,0\n", { rows: 1, columns: ["a", "y"] }),
  file("utf16-le.csv", utf16("\ufeffa,y\né,0\n", true), { rows: 1, columns: ["a", "y"], cells: [["a", 0, "é"]] }),
  file("utf16-be.csv", utf16("\ufeffa,y\né,0\n", false), { rows: 1, columns: ["a", "y"], cells: [["a", 0, "é"]] }),
  file("utf16-le-unmarked.csv", utf16("a,y\nx,0\n", true), { rows: 1, columns: ["a", "y"] }),
  file("utf16-be-unmarked.csv", utf16("a,y\nx,0\n", false), { rows: 1, columns: ["a", "y"] }),
  file("utf16-half.csv", utf16("\ufeffa,y\nx,0\n", true).subarray(0, 15), { refused: "wrong-encoding" }),
  file("latin1.csv", latin1("a,y\ncafé,0\n"), { rows: 1, columns: ["a", "y"], told: ["encoding"], cells: [["a", 0, "café"]] }),
  file("latin1-late.csv", latin1(`a,y\n${many(30_000, (i) => `x,${i % 2}`)}café,0\n`), { rows: 30_001, columns: ["a", "y"], told: ["encoding"], cells: [["a", 30_000, "café"]] }),
  file("marked-but-broken.csv", raw([0xef, 0xbb, 0xbf], "a,y\n", [0xff], ",1\n"), { refused: "not-utf8" }),
  file("gzip.csv.gz", gzipSync("a,y\n1,0\n2,1\n"), { rows: 2, columns: ["a", "y"], cells: [["a", 1, 2]] }),
  file("gzip-named-csv.csv", gzipSync("a,y\n1,0\n"), { rows: 1, columns: ["a", "y"] }),
  file("gzip-utf16.csv.gz", gzipSync(utf16("\ufeffa,y\né,0\n", true)), { rows: 1, columns: ["a", "y"], cells: [["a", 0, "é"]] }),
  file("gzip-cut.csv.gz", gzipSync(`a,y\n${many(3_000, (i) => `${i},0`)}`).subarray(0, 900), { refused: "bad-gzip" }),
  file("gzip-of-png.csv.gz", gzipSync(raw([0x89], "PNG\r\n", [0x1a, 10])), { refused: "binary-file" }),
];

const FORMS: readonly NastyFile[] = [
  file("semicolon.csv", "a;y\n1;0\n", { rows: 1, columns: ["a", "y"] }),
  file("tab.tsv", "a\ty\n1\t0\n", { rows: 1, columns: ["a", "y"] }),
  file("pipe.csv", "a|y\n1|0\n", { rows: 1, columns: ["a", "y"] }),
  file("crlf.csv", "a,y\r\nx,0\r\n", { rows: 1, columns: ["a", "y"], cells: [["a", 0, "x"]] }),
  file("cr.csv", "a,y\rx,0\r1,1\r", { rows: 2, columns: ["a", "y"] }),
  file("no-last-line-end.csv", "a,y\n1,0", { rows: 1, columns: ["a", "y"] }),
  file("blank-lines.csv", "\n\na,y\n\n1,0\n\n", { rows: 1, columns: ["a", "y"] }),
  file("quoted-newline.csv", 'a,y\n"x\ny",0\n', { rows: 1, columns: ["a", "y"], cells: [["a", 0, "x\ny"]] }),
  file("doubled-quotes.csv", 'a,y\n"say ""no""",0\n', { rows: 1, columns: ["a", "y"], cells: [["a", 0, 'say "no"']] }),
  file("quoted-delimiter.csv", 'a,y\n"x,y",0\n', { rows: 1, columns: ["a", "y"], cells: [["a", 0, "x,y"]] }),
  file("decimal-comma.csv", "a;y\n1,5;0\n-0,25;1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, 1.5], ["a", 1, -0.25]] }),
  file("comma-or-thousands.csv", "a;y\n1,234;0\n5,678;1\n", { rows: 2, columns: ["a", "y"], told: ["number-like-text"], cells: [["a", 0, "1,234"]] }),
  file("point-and-comma.csv", "a;b;y\n1,5;1.5;0\n2,5;2.5;1\n", { rows: 2, columns: ["a", "b", "y"], told: ["number-like-text"], cells: [["b", 0, 1.5]] }),
  file("no-header.csv", "381,7337,0\n382,7338,1\n", { rows: 1, columns: ["381", "7337", "0"], told: ["headerless"] }),
  file("missing-words.csv", "a,y\nNA,0\nNaN,0\n,1\nnull,1\n4,1\n", { rows: 5, columns: ["a", "y"], cells: [["a", 0, null], ["a", 2, null], ["a", 4, 4]] }),
  file("booleans.csv", "a,y\ntrue,0\nFALSE,1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, "True"], ["a", 1, "False"]] }),
];

const HEADERS: readonly NastyFile[] = [
  file("proto.csv", "__proto__,constructor,y\n1,2,0\n", { rows: 1, columns: ["__proto__", "constructor", "y"], cells: [["__proto__", 0, 1]] }),
  file("same-names.csv", "a,a,y\n1,2,0\n", { rows: 1, columns: ["a", "a.1", "y"], told: ["duplicate-column"] }),
  file("no-name.csv", "a,,y\n1,2,0\n", { rows: 1, columns: ["a", "Unnamed: 1", "y"], told: ["unnamed-column"] }),
  file("spaces-in-names.csv", " a , y\n1,0\n", { rows: 1, columns: ["a", "y"] }),
  file("long-name.csv", `${"n".repeat(10_000)},y\n1,0\n`, { rows: 1, columns: ["n".repeat(10_000), "y"] }),
  file("emoji.csv", "😀,👩‍💻,y\n1,2,0\n", { rows: 1, columns: ["😀", "👩‍💻", "y"] }),
  file("right-to-left.csv", "عمر,שם,y\n1,א,0\n", { rows: 1, columns: ["عمر", "שם", "y"], cells: [["שם", 0, "א"]] }),
  file("wide.csv", `${names(5_000).join(",")}\n${names(5_000).map((_, i) => i).join(",")}\n`, { rows: 1, columns: names(5_000), cells: [["f4999", 0, 4_999]] }),
  file("script-name.csv", "<script>alert(1)</script>,y\n1,0\n", { rows: 1, columns: ["<script>alert(1)</script>", "y"] }),
  file("formula-name.csv", "=1+1,y\n1,0\n", { rows: 1, columns: ["=1+1", "y"] }),
];

const ROWS: readonly NastyFile[] = [
  file("one-row.csv", "a,y\n1,0\n", { rows: 1, columns: ["a", "y"] }),
  file("short-rows.csv", "a,b,y\n1,2,0\n1,2\n", { rows: 1, columns: ["a", "b", "y"], told: ["ragged-row"] }),
  file("long-rows.csv", "a,y\n1,0\n1,0,7\n", { rows: 1, columns: ["a", "y"], told: ["ragged-row"] }),
  file("only-ragged.csv", "a,y\n1\n2\n", { refused: "no-rows" }),
  file("stray-quote.csv", 'a,y\n"x" y",0\nz,1\n', { rows: 2, columns: ["a", "y"], told: ["malformed-quote"] }),
  file("open-quote.csv", 'a,y\n1,0\n"2,1\n3,0\n', { refused: "unterminated-quote" }),
  file("open-quote-long.csv", `a,y\n"${many(20_000, (i) => `${i},0`)}`, { refused: "unterminated-quote" }),
];

const VALUES: readonly NastyFile[] = [
  file("stray-text.csv", `a,y\n${many(20, (i) => `${i},0`)}oops,1\n`, { rows: 20, columns: ["a", "y"], told: ["not-a-number"] }),
  file("half-text.csv", "a,y\n1,0\nx,1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, "1"], ["a", 1, "x"]] }),
  file("leading-zeros-and-text.csv", "a,y\n007,0\n1.50,1\nA12,1\n", { rows: 3, columns: ["a", "y"], cells: [["a", 0, "007"], ["a", 1, "1.50"]] }),
  file("late-text.csv", `a,y\n${many(1_000, (i) => `${i % 50},0`)}${many(500, () => "x,1")}`, { rows: 1_500, columns: ["a", "y"], cells: [["a", 7, "7"], ["a", 1_200, "x"]] }),
  file("beyond-2-53.csv", "a,y\n9007199254740993,0\n9007199254740992,1\n", { rows: 2, columns: ["a", "y"], told: ["unsafe-integer"], cells: [["a", 0, "9007199254740993"]] }),
  file("many-beyond-2-53.csv", `a,y\n${many(2_000, (i) => `90071992547409${10_000 + i},0`)}`, { rows: 2_000, columns: ["a", "y"], told: ["unsafe-integer"] }),
  file("too-large.csv", `a,y\n${many(20, () => "1,0")}1e400,1\n`, { rows: 20, columns: ["a", "y"], told: ["not-a-number"] }),
  file("tiny.csv", "a,y\n1e-400,0\n5e-324,1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, 0], ["a", 1, 5e-324]] }),
  file("hex.csv", "a,y\n0x1F,0\n0xFF,1\n", { rows: 2, columns: ["a", "y"], told: ["number-like-text"], cells: [["a", 0, "0x1F"]] }),
  file("thousands.csv", 'a,y\n"1,234",0\n"5,678,901",1\n', { rows: 2, columns: ["a", "y"], told: ["number-like-text"], cells: [["a", 0, "1,234"]] }),
  file("percent.csv", "a,y\n5%,0\n7.5%,1\n", { rows: 2, columns: ["a", "y"], told: ["number-like-text"] }),
  file("infinite.csv", "a,y\ninf,0\n-Infinity,1\n1,1\n", { rows: 3, columns: ["a", "y"], cells: [["a", 0, Infinity], ["a", 1, -Infinity]] }),
  file("empty-column.csv", "a,b,y\n1,,0\n2,NA,1\n", { rows: 2, columns: ["a", "b", "y"], told: ["empty-column"] }),
  file("script.csv", "a,y\n<script>alert(1)</script>,0\n<img src=x onerror=alert(1)>,1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, "<script>alert(1)</script>"]] }),
  file("formulas.csv", "a,y\n=1+1,0\n@SUM(A1),1\n+cmd|' /C calc'!A0,1\n", { rows: 3, columns: ["a", "y"], cells: [["a", 0, "=1+1"]] }),
  file("long-cell.csv", `a,y\n${"x".repeat(1_000_000)},0\nz,1\n`, { rows: 2, columns: ["a", "y"] }),
  file("many-texts.csv", `a,y\n${many(3_000, (i) => `text ${i},${i % 2}`)}`, { rows: 3_000, columns: ["a", "y"] }),
  file("null-far-in.csv", raw(`a,y\n${many(500, (i) => `${i},0`)}7`, [0], ",1\n"), { rows: 500, columns: ["a", "y"], told: ["not-a-number"] }),
  file("unicode-digits.csv", "a,y\n١٢,0\n٣,1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, "١٢"]] }),
  file("three-classes.csv", "a,y\n1,cat\n2,dog\n3,bird\n", { rows: 3, columns: ["a", "y"], cells: [["y", 2, "bird"]] }),
  file("one-class.csv", "a,y\n1,0\n2,0\n", { rows: 2, columns: ["a", "y"] }),
  file("minus-zero.csv", "a,y\n-0.0,0\n0,1\n", { rows: 2, columns: ["a", "y"], cells: [["a", 0, -0]] }),
];

const NO_TABLES: readonly NastyFile[] = [
  file("empty.csv", "", { refused: "empty-file" }),
  file("blank.csv", " \n\r\n\t\n", { refused: "empty-file" }),
  file("only-a-mark.csv", "\ufeff", { refused: "empty-file" }),
  file("header-only.csv", "a,y\n", { refused: "header-only" }),
  file("nulls.csv", raw("a,y\n1,", [0, 0], "\n"), { refused: "binary-file" }),
  file("all-nulls.csv", new Uint8Array(300), { refused: "binary-file" }),
  file("png.csv", raw([0x89], "PNG\r\n", [0x1a, 10, 0, 0]), { refused: "binary-file" }),
  file("pdf.csv", "%PDF-1.7\n", { refused: "binary-file" }),
  file("workbook.csv", raw("PK", [3, 4, 20, 0], "[Content_Types].xml"), { refused: "binary-file" }),
  file("parquet.csv", raw("PAR1", [0, 1]), { refused: "binary-file" }),
  file("json.csv", '[{"a": 1, "y": 0}]', { refused: "not-csv" }),
  file("json-lines.csv", '{"a": 1}\n{"a": 2}\n', { refused: "not-csv" }),
  file("page.csv", "<!DOCTYPE html><html></html>", { refused: "not-csv" }),
];

/** Files that people really have and that readers of CSV get wrong, each with what must become of it. */
export const NASTY_FILES: readonly NastyFile[] = [...ENCODINGS, ...FORMS, ...HEADERS, ...ROWS, ...VALUES, ...NO_TABLES];
