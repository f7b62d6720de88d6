import { bytesOf, gzip, latin1, utf16 } from "./corpus-bytes";
import type { CorpusFile } from "./corpus-types";

const GREEK = "όνομα,y\nα,1\nβ,2\n";
const greek = { outcome: "loads", rows: 2, columns: ["όνομα", "y"], cells: [["όνομα", ["α", "β"]]] } as const;
const accents = { outcome: "loads", rows: 2, columns: ["prénom", "y"], cells: [["prénom", ["José", "Zoë"]]] } as const;
const plain = { outcome: "loads", rows: 2, columns: ["a", "b"], cells: [["a", [1, 3]]] } as const;

/** Encodings, line ends, compression. */
export const ENCODING_FILES: readonly CorpusFile[] = [
  { name: "utf-8-with-mark.csv", bytes: bytesOf("\ufeff", GREEK), expect: { ...greek, format: { encoding: "utf-8", byteOrderMark: true } } },
  { name: "utf-8-mark-before-quote.csv", bytes: bytesOf('\ufeff"a,1",b\n1,2\n3,4\n'), expect: { ...plain, columns: ["a,1", "b"], cells: [["a,1", [1, 3]]] } },
  { name: "utf-16le-with-mark.csv", bytes: utf16(GREEK, "le", true), expect: { ...greek, format: { encoding: "utf-16le", byteOrderMark: true } } },
  { name: "utf-16be-with-mark.csv", bytes: utf16(GREEK, "be", true), expect: { ...greek, format: { encoding: "utf-16be", byteOrderMark: true } } },
  { name: "utf-16le-without-mark.csv", bytes: utf16("a,b\n1,2\n3,4\n", "le", false), expect: { ...plain, format: { encoding: "utf-16le", byteOrderMark: false } } },
  { name: "utf-16be-without-mark.csv", bytes: utf16("a,b\n1,2\n3,4\n", "be", false), expect: { ...plain, format: { encoding: "utf-16be", byteOrderMark: false } } },
  { name: "utf-16-half-a-character.csv", bytes: bytesOf(utf16(GREEK, "le", true), [0x61]), expect: { ...greek, rows: 2, rejected: 1, cells: [], problems: ["wrong-encoding", "ragged-row"] } },
  { name: "utf-16-lone-surrogate.csv", bytes: utf16("a,b\n\ud800,1\n", "le", true), expect: { outcome: "loads", rows: 1, columns: ["a", "b"], cells: [["a", ["\ufffd"]]], problems: ["wrong-encoding"] } },
  { name: "latin-1.csv", bytes: latin1("prénom,y\nJosé,1\nZoë,2\n"), expect: { ...accents, format: { encoding: "windows-1252" }, problems: ["not-utf8"] } },
  { name: "windows-1252-euro.csv", bytes: bytesOf("a,b\n", [0x80], "5,1\n", [0x93], "x", [0x94], ",2\n"), expect: { outcome: "loads", rows: 2, columns: ["a", "b"], cells: [["a", ["€5", "“x”"]]], problems: ["not-utf8"] } },
  {
    name: "latin-1-far-into-the-file.csv",
    bytes: bytesOf("id,name\n", "1,ann\n".repeat(15_000), latin1("2,bj\u00f6rn\n")),
    expect: { outcome: "loads", rows: 15_001, columns: ["id", "name"], format: { encoding: "windows-1252" }, problems: ["not-utf8"] },
  },
  { name: "latin-1-chosen.csv", bytes: bytesOf("a,b\né,1\n"), rules: { encoding: "windows-1252" }, expect: { outcome: "loads", rows: 1, columns: ["a", "b"], cells: [["a", ["Ã©"]]] } },
  { name: "latin-1-read-as-utf-8.csv", bytes: latin1("a,b\nJosé,1\n"), rules: { encoding: "utf-8" }, expect: { outcome: "loads", rows: 1, columns: ["a", "b"], cells: [["a", ["Jos\ufffd"]]], format: { encoding: "utf-8" }, problems: ["not-utf8"] } },
  { name: "broken-after-mark.csv", bytes: bytesOf("\ufeffa,b\n", [0xff], ",1\n"), expect: { outcome: "loads", rows: 1, columns: ["a", "b"], cells: [["a", ["\ufffd"]]], format: { encoding: "utf-8", byteOrderMark: true }, problems: ["not-utf8"] } },
  { name: "utf-8-cut-short.csv", bytes: bytesOf(GREEK, "γ,3\n").slice(0, -4), expect: { outcome: "loads", rows: 2, rejected: 1, columns: ["όνομα", "y"], cells: [["όνομα", ["α", "β"]]], problems: ["not-utf8", "ragged-row"] } },
  { name: "two-encodings-in-one-file.csv", bytes: bytesOf("a,b\nJosé,1\n", latin1("Zoë,2\n")), expect: { outcome: "loads", rows: 2, columns: ["a", "b"], cells: [["a", ["José", "Zo\ufffd"]]], problems: ["not-utf8"] } },
  { name: "latin-1-at-a-chunk-border.csv", bytes: bytesOf("a,b\n12", latin1("é,1\nè,2\n")), expect: { outcome: "loads", rows: 2, columns: ["a", "b"], cells: [["a", ["12é", "è"]]], problems: ["not-utf8"] } },
  { name: "latin-1-read-as-utf-8-stopped.csv", bytes: latin1("a,b\nJosé,1\n"), rules: { encoding: "utf-8", undecodable: "stop" }, expect: { outcome: "refused", code: "not-utf8", says: /line 2: byte 8 of the file is not UTF-8/ } },
  { name: "one-bad-byte-before-utf-8.csv", bytes: bytesOf("a,b\nx", [0xff], ",1\nJosé,2\n数,3\n"), expect: { outcome: "loads", rows: 3, columns: ["a", "b"], cells: [["a", ["x\ufffd", "José", "数"]]], format: { encoding: "utf-8" }, problems: ["not-utf8"] } },
  { name: "one-bad-byte-among-numbers.csv", bytes: bytesOf("a,b\né,1\n", "y,2\n".repeat(20), "z,3", [0xe9], "\n"), expect: { outcome: "loads", rows: 21, rejected: 1, columns: ["a", "b"], problems: ["not-utf8", "not-a-number"] } },
  { name: "overlong-utf-8.csv", bytes: bytesOf("a,b\n", [0xc0, 0xaf], ",1\n"), expect: { outcome: "loads", rows: 1, columns: ["a", "b"], cells: [["a", ["À¯"]]], problems: ["not-utf8"] } },
  { name: "crlf.csv", bytes: bytesOf("a,b\r\n1,2\r\n3,4\r\n"), expect: { ...plain, format: { newline: "CRLF" } } },
  { name: "cr.csv", bytes: bytesOf("a,b\r1,2\r3,4\r"), expect: { ...plain, format: { newline: "CR" } } },
  { name: "mixed-line-ends.csv", bytes: bytesOf("a,b\n1,2\r\n3,4"), expect: { ...plain, format: { newline: "LF" } } },
  { name: "crlf-in-quotes-of-the-header.csv", bytes: bytesOf('"a\r\nx",b\n1,2\n3,4\n'), expect: { outcome: "loads", rows: 2, columns: ["a\r\nx", "b"], format: { newline: "LF" } } },
  { name: "no-last-line-end.csv", bytes: bytesOf("a,b\n1,2\n3,4"), expect: plain },
  { name: "plain.csv.gz", bytes: gzip(bytesOf("a,b\n1,2\n3,4\n")), expect: { ...plain, format: { gzip: true, encoding: "utf-8" } } },
  { name: "large.csv.gz", bytes: gzip(bytesOf("a,b\n", "1,2\n".repeat(30_000))), expect: { outcome: "loads", rows: 30_000, columns: ["a", "b"] } },
  { name: "latin-1.csv.gz", bytes: gzip(latin1("prénom,y\nJosé,1\nZoë,2\n")), expect: { ...accents, format: { gzip: true, encoding: "windows-1252" }, problems: ["not-utf8"] } },
  { name: "utf-16.csv.gz", bytes: gzip(utf16(GREEK, "le", true)), expect: { ...greek, format: { gzip: true, encoding: "utf-16le" } } },
  { name: "two-archives.csv.gz", bytes: bytesOf(gzip(bytesOf("a,b\n1,2\n3")), gzip(bytesOf(",4\n"))), expect: { ...plain, format: { gzip: true } } },
  { name: "many-archives-and-an-empty-one.csv.gz", bytes: bytesOf(...["a,b\n", "1,2\n", "", "3,4\n", ""].map((text) => gzip(bytesOf(text)))), expect: plain },
  { name: "second-archive-cut-short.csv.gz", bytes: bytesOf(gzip(bytesOf("a,b\n1,2\n")), gzip(bytesOf("3,4\n"))).slice(0, -6), expect: { outcome: "refused", code: "bad-gzip", says: /cannot be unpacked to its end/ } },
  { name: "an-archive-within-an-archive.csv.gz", bytes: gzip(bytesOf(gzip(bytesOf("a,b\n1,2\n")))), expect: { outcome: "refused", code: "binary-file", says: /looks like a gzip archive/ } },
  { name: "junk-after-the-archive.csv.gz", bytes: bytesOf(gzip(bytesOf("a,b\n1,2\n")), "junk"), expect: { outcome: "refused", code: "bad-gzip", says: /cannot be unpacked to its end/ } },
  { name: "cut-short.csv.gz", bytes: gzip(bytesOf("a,b\n", "1,2\n".repeat(100))).slice(0, 200), expect: { outcome: "refused", code: "bad-gzip", says: /cannot be unpacked to its end/ } },
  { name: "damaged.csv.gz", bytes: damaged(gzip(bytesOf("a,b\n", "1,2\n".repeat(100)))), expect: { outcome: "refused", code: "bad-gzip", says: /cannot be unpacked/ } },
  { name: "empty.csv.gz", bytes: gzip(new Uint8Array(0)), expect: { outcome: "refused", code: "empty-file", says: /is empty/ } },
  { name: "picture.csv.gz", bytes: gzip(bytesOf([0x89], "PNG\r\n", [0x1a, 10])), expect: { outcome: "refused", code: "binary-file", says: /a PNG picture/ } },
];

/** One bit of the content is another, which only the checksum shows. */
function damaged(archive: Uint8Array): Uint8Array {
  return archive.map((byte, at) => (at === 100 ? byte ^ 1 : byte));
}
