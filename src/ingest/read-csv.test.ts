import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../domain/problem";
import type { ReadProgress } from "../domain/reading";
import type { Table } from "../domain/table";
import { cells, columnNamed, loaded, numbersOf, read, refusal, rulesWith } from "./testing/read-text";

function fingerprint({ columns }: Table): string {
  const hash = createHash("sha256");
  for (const column of columns) {
    if (column.kind === "numeric") hash.update(column.values);
    if (column.kind === "text") hash.update(column.codes).update(column.dictionary.join("\0"));
  }
  return hash.digest("hex");
}

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

describe("what is read", () => {
  const tables: readonly [name: string, text: string, columns: Record<string, (number | string | null)[]>][] = [
    ["plain numbers", "a,b\n1,2.5\n-3,+4\n", { a: [1, -3], b: [2.5, 4] }],
    ["no line end at the end", "a,b\n1,2", { a: [1], b: [2] }],
    ["CRLF", "a,b\r\n1,2\r\n3,x\r\n", { a: [1, 3], b: ["2", "x"] }],
    ["CR alone", "a,b\r1,2\r3,4\r", { a: [1, 3], b: [2, 4] }],
    ["LF and CRLF mixed", "a,b\n1,2\r\n3,4\n", { a: [1, 3], b: [2, 4] }],
    ["a byte order mark", "\ufeffa,b\n1,2\n", { a: [1], b: [2] }],
    ["semicolons", "a;b\n1;2\n", { a: [1], b: [2] }],
    ["semicolons with decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", { a: [1.5, 3.5], b: [2.5, 4.5] }],
    ["tabs", "a\tb\n1\tx y\n", { a: [1], b: ["x y"] }],
    ["bars", "a|b\n1|2\n", { a: [1], b: [2] }],
    ["one column", "a\n1\n2\n", { a: [1, 2] }],
    ["blank lines", "\na,b\n\n1,2\n  \n3,4\n\n\n", { a: [1, 3], b: [2, 4] }],
    ["quoted separators", 'a,b\n"x,y",1\n"[1, 2]",2\n', { a: ["x,y", "[1, 2]"], b: [1, 2] }],
    ["quoted line ends", 'a,b\n"x\ny",1\n', { a: ["x\ny"], b: [1] }],
    ["quoted CRLF", 'a,b\r\n1,"x\r\ny"\r\n2,z\r\n', { a: [1, 2], b: ["x\r\ny", "z"] }],
    ["doubled quotes", 'a,b\n"say ""hi""",1\n', { a: ['say "hi"'], b: [1] }],
    ["quotes inside a plain cell", 'a,b\n5" pipe,1\n6" pipe,2\n', { a: ['5" pipe', '6" pipe'], b: [1, 2] }],
    ["quoted header with a separator", '"a,1",b\n1,2\n', { "a,1": [1], b: [2] }],
    ["quoted numbers", 'a\n"1"\n"2"\n', { a: [1, 2] }],
    ["spaces around numbers", "a,b\n 1,2 \n", { a: [1], b: [2] }],
    ["exponents and bare points", "a\n1e3\n2E-4\n.5\n5.\n", { a: [1000, 0.0002, 0.5, 5] }],
    ["words for infinity", "a\ninf\n-Infinity\n+INF\n1\n", { a: [Infinity, -Infinity, Infinity, 1] }],
    ["missing tokens", "a,b\nNA,1\n,2\nnull,3\n4,4\n", { a: [null, null, null, 4], b: [1, 2, 3, 4] }],
    ["hexadecimal is text", "a\n0x10\n0x11\n", { a: ["0x10", "0x11"] }],
    ["underscored digits are text", "a\n1_000\n2_000\n", { a: ["1_000", "2_000"] }],
    ["numbers too large for a double are text", "a\n1e400\n-1e400\n", { a: ["1e400", "-1e400"] }],
    ["None is text, as in pandas 1", "a\nNone\nx\n", { a: ["None", "x"] }],
    ["a few numbers among texts, as they are written", "a\nx\n1\n2.50\ny\n", { a: ["x", "1", "2.50", "y"] }],
    ["booleans in any case", "a\nTrue\nFALSE\ntrue\n", { a: ["True", "False", "True"] }],
    ["a column called constructor", "a,constructor\n1,2\n", { constructor: [2] }],
    ["negative zero as an integer", "a\n-0\n1\n", { a: [0, 1] }],
    ["letters outside ASCII", "naïve,数\n1,é\n2,😀\n", { naïve: [1, 2], 数: ["é", "😀"] }],
  ];

  it.each(tables)("%s", async (_, text, columns) => {
    const outcome = loaded(await read(text));
    for (const [name, expected] of Object.entries(columns)) expect(cells(columnNamed(outcome, name))).toEqual(expected);
  });

  it("takes a column called __proto__", async () => {
    const outcome = loaded(await read("__proto__,b\n1,2\n3,4\n"));
    expect(outcome.summary.columns.map(({ name }) => name)).toEqual(["__proto__", "b"]);
    expect(cells(columnNamed(outcome, "__proto__"))).toEqual([1, 3]);
  });

  it.each([
    ["1\n2\n", "int64", 0],
    ["1\nNA\n", "float64", 1],
    ["1.0\n2.0\n", "float64", 0],
    ["True\nfalse\n", "bool", 0],
    ["True\nNA\n", "object", 1],
    ["x\ny\n", "object", 0],
    ["NA\nnull\n", "float64", 2],
    ["9007199254740993\n1\n", "int64", 0],
  ])("names the type of %j as pandas does: %s", async (rows, dtype, missing) => {
    const { summary } = loaded(await read(`a,b\n${rows.replaceAll("\n", ",1\n")}`));
    expect(summary.columns[0]).toMatchObject({ dtype, missing });
  });

  it("knows whole numbers from fractions", async () => {
    const outcome = loaded(await read("a,b,c\n1.0,1.5,NA\n2,2,3\n"));
    expect(["a", "b", "c"].map((name) => numbersOf(outcome, name).integer)).toEqual([true, false, true]);
  });

  it("counts values, the most frequent first, up to fifty", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 50},${i % 51},${i % 3 === 0 ? "x" : "y"}`);
    const { summary } = loaded(await read(`fifty,many,text\n${rows.join("\n")}\n`));
    const [fifty, many, text] = summary.columns;
    expect(fifty?.values).toHaveLength(50);
    expect(fifty?.values?.[0]).toEqual({ value: "0", count: 2 });
    expect(many?.values).toBeNull();
    expect(text?.values).toEqual([
      { value: "y", count: 40 },
      { value: "x", count: 20 },
    ]);
  });

  it("counts 1 and 1.0 as one value", async () => {
    const { summary } = loaded(await read("a\n1\n1.0\n1e0\n0\n"));
    expect(summary.columns[0]?.values).toEqual([
      { value: "1", count: 3 },
      { value: "0", count: 1 },
    ]);
  });

  it("lets go of text with too many values, or too long ones", async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => `host-${i},${"x".repeat(250)},${i % 2 === 0 ? "a" : "b"}`);
    const outcome = loaded(await read(`many,long,few\n${rows.join("\n")}\n`));
    expect(outcome.table.columns.map(({ kind }) => kind)).toEqual(["discarded", "discarded", "text"]);
    expect(outcome.summary.columns[0]).toMatchObject({ kind: "discarded", dtype: "object", values: null });
  });

  it("keeps the first five rows as text, and a fingerprint of the bytes", async () => {
    const text = "a,b\n1.50,x\n2,\n3,y\n4,z\n5,w\n6,v\n";
    const { summary } = loaded(await read(text));
    expect(summary.head).toEqual([
      ["1.50", "x"],
      ["2", ""],
      ["3", "y"],
      ["4", "z"],
      ["5", "w"],
    ]);
    expect(summary.sha256).toBe(createHash("sha256").update(text).digest("hex"));
    expect(summary).toMatchObject({ fileName: "data.csv", bytes: text.length, rows: 6, rejectedRows: 0 });
  });
});

describe("what is told of", () => {
  const good = (n: number): string => Array.from({ length: n }, (_, i) => `${i},${i}\n`).join("");

  it("leaves out rows with too few or too many fields, by line", async () => {
    const { table, summary, problems } = loaded(await read('a,b\n1,"x\ny"\n2\n3,4,5\n6,z\n'));
    expect(table.rows).toBe(2);
    expect(summary.rejectedRows).toBe(2);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ["ragged-row", 4],
      ["ragged-row", 5],
    ]);
    expect(problems[0]?.message).toBe('"data.csv", line 4: 1 field where the header has 2.');
  });

  it("leaves out text in a column of numbers, naming the cell", async () => {
    const outcome = loaded(await read(`a,b\n${good(19)}oops,19\n20,20\n`));
    expect(outcome.table.rows).toBe(20);
    expect(outcome.summary.rejectedRows).toBe(1);
    expect(cells(columnNamed(outcome, "b")).slice(-2)).toEqual([18, 20]);
    expect(outcome.problems).toHaveLength(1);
    expect(outcome.problems[0]).toMatchObject({
      code: "not-a-number",
      severity: "warning",
      file: "data.csv",
      line: 21,
      column: "a",
      value: "oops",
      count: 1,
    });
  });

  it("lists twenty such cells and sums up the rest", async () => {
    const bad = Array.from({ length: 30 }, (_, i) => `bad${i},1\n`).join("");
    const { problems, summary } = loaded(await read(`a,b\n${good(300)}${bad}`));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatchObject({ code: "not-a-number", line: null, column: "a", count: 30 });
    expect(summary.rejectedRows).toBe(30);
  });

  it("keeps a column as text when more than a tenth of it is", async () => {
    const outcome = loaded(await read(`a,b\n${good(8)}oops,8\n`));
    expect(columnNamed(outcome, "a").kind).toBe("text");
    expect(outcome.problems).toEqual([]);
    expect(outcome.summary.rejectedRows).toBe(0);
  });

  it("renames repeated columns and names unnamed ones, as pandas does", async () => {
    const { summary, problems } = loaded(await read("a,a,,a.1,a\n1,2,3,4,5\n"));
    expect(summary.columns.map(({ name }) => name)).toEqual(["a", "a.2", "Unnamed: 2", "a.1", "a.3"]);
    expect(problems.map(({ code }) => code)).toEqual(["unnamed-column", "duplicate-column", "duplicate-column"]);
  });

  it("warns of whole numbers that a double cannot hold, once a column", async () => {
    const { problems } = loaded(await read("a\n1\n9007199254740993\n9007199254740995\n"));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "unsafe-integer", line: 3, column: "a", value: "9007199254740993", count: 2 });
  });

  it("notes a column without values", async () => {
    const { problems } = loaded(await read("a,b\n1,\n2,NA\n"));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "empty-column", severity: "note", column: "b" });
  });

  it("warns of quotes inside a quoted cell", async () => {
    const { problems } = loaded(await read('a,b\n1,"x" y"\n2,z\n'));
    expect(problems[0]).toMatchObject({ code: "malformed-quote", line: 2 });
  });

  it("warns when the header is a row of numbers", async () => {
    const { problems } = loaded(await read("381,7337,1\n382,7338,0\n"));
    expect(problems[0]).toMatchObject({ code: "headerless", severity: "warning", line: 1 });
  });

  it("gives exact lines after quoted line ends", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},"x\ny"\n`).join("");
    const { problems } = loaded(await read(`a,b\n${rows}oops,z\n`));
    expect(problems[0]).toMatchObject({ code: "not-a-number", line: 42 });
  });
});

describe("what is refused", () => {
  const files: readonly [name: string, content: string | Uint8Array, code: ProblemCode, says: RegExp][] = [
    ["nothing", "", "empty-file", /"data\.csv" is empty/],
    ["only blank lines", "\n \r\n", "empty-file", /is empty/],
    ["only a byte order mark", "\ufeff", "empty-file", /is empty/],
    ["a header alone", "a,b\n", "header-only", /no rows/],
    ["a header without a line end", "a,b", "header-only", /no rows/],
    ["a PNG picture", bytes([0x89], "PNG\r\n", [0x1a, 10, 0, 0]), "binary-file", /looks like a PNG picture/],
    ["a zip archive", bytes("PK", [3, 4, 20, 0], "a.csv"), "binary-file", /looks like a zip archive/],
    ["a workbook", bytes("PK", [3, 4, 20, 0], "[Content_Types].xml"), "binary-file", /an Excel workbook/],
    ["the beginning of a gzip archive", bytes([0x1f, 0x8b, 8, 0]), "bad-gzip", /cannot be unpacked to its end/],
    ["zero bytes", bytes("a,b\n1,", [0], "\n"), "binary-file", /byte 7 is 0/],
    ["a quote that never closes", 'a,b\n1,2\n3,"x\n4,5\n', "unterminated-quote", /line 3: a quote is opened/],
    ["JSON", '[{"a": 1}]', "not-csv", /looks like JSON/],
    ["JSON lines", '{"a": 1}\n{"a": 2}\n', "not-csv", /looks like JSON/],
    ["a web page", "<!DOCTYPE html><html>", "not-csv", /web page/],
    ["only ragged rows", "a,b\n1\n2\n3,4,5\n", "no-rows", /all 3 rows were left out.*line 2: 1 field/],
  ];

  it.each(files)("%s", async (_, content, code, says) => {
    const problem = refusal(await read(content));
    expect(problem).toMatchObject({ code, severity: "error", split: "train", file: "data.csv" });
    expect(problem.message).toMatch(says);
    expect(problem.remedy).not.toBe("");
  });

  it("bytes that are no UTF-8 far into a file of that encoding, by byte and line, however it is cut", async () => {
    const rows = "1,é\n".repeat(30_000);
    const content = bytes(`a,b\n${rows}`, [0x32, 0x2c, 0xe9, 0x0a]);
    const rules = rulesWith({ undecodable: "stop" });
    for (const size of [content.length, 70_001, 65_536]) {
      const problem = refusal(await read(content, { rules }, Array.from({ length: 20 }, () => size)));
      expect(problem).toMatchObject({ code: "not-utf8", line: 30_002 });
      expect(problem.message).toContain("byte 150,007 ");
    }
  });

  it("a file that cannot be read any more", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes("a,b\n"));
      throw new DOMException("gone", "NotReadableError");
    }
    const { readCsv } = await import("./read-csv");
    const outcome = await readCsv({ bytes: 9, open: broken }, {
      split: "test",
      file: "x.csv",
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(refusal(outcome)).toMatchObject({ code: "unreadable", split: "test", file: "x.csv" });
    expect(refusal(outcome).message).toContain("NotReadableError");
  });
});

describe("chunks", () => {
  const cell = fc.oneof(
    fc.constantFrom("", "NA", "1", "2.5", "-3", "é😀", "x y", 'q"uote', "a,b", "line\nend", "cr\r\nlf", '""', "\ufeff", '" ', "word"),
    fc.integer().map(String),
    fc.string({ maxLength: 8 }),
  );
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const file = fc
    .tuple(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 }), fc.constantFrom("\n", "\r\n"))
    .map(([rows, end]) => [["a", "b", "c"], ...rows].map((row) => row.map(quoted).join(",")).join(end));

  it("may be cut anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 }), async (text, sizes) => {
        expect(await read(text, {}, sizes)).toEqual(await read(text));
      }),
      { numRuns: 300 },
    );
  });

  it("may be cut anywhere in a file of several pieces", async () => {
    const row = (i: number): string => `${i},"t ${i % 7}\né, ""q""",${i % 5 === 0 ? "" : i / 4}\r\n`;
    const text = `id,text,value\r\n${Array.from({ length: 15_000 }, (_, i) => row(i)).join("")}x,y\r\n`;
    const whole = await read(text);
    expect(loaded(whole).table.rows).toBe(15_000);
    expect(loaded(whole).problems[0]).toMatchObject({ code: "ragged-row", line: 30_002 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 8, maxLength: 8 }), async (sizes) => {
        const { table, summary, problems } = loaded(await read(text, {}, sizes));
        expect({ summary, problems }).toEqual({ summary: loaded(whole).summary, problems: loaded(whole).problems });
        expect(fingerprint(table)).toBe(fingerprint(loaded(whole).table));
      }),
      { numRuns: 5 },
    );
  });

  it("tell of progress no more often than the clock allows", async () => {
    let time = 0;
    const told: ReadProgress[] = [];
    const text = `a\n${"1\n".repeat(100_000)}`;
    await read(text, { now: () => (time += 40), onProgress: (progress) => told.push(progress) }, Array(60).fill(4_000));
    expect(told.length).toBeGreaterThan(3);
    expect(told.length).toBeLessThan(60);
    expect(told.at(-1)).toEqual({ split: "train", bytesRead: text.length, bytesTotal: text.length, rows: 100_000 });
    expect(told.map(({ bytesRead }) => bytesRead)).toEqual(told.map(({ bytesRead }) => bytesRead).toSorted((a, b) => a - b));
  });

  it("stop at once when cancelled", async () => {
    const controller = new AbortController();
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        if (++given === 5) controller.abort();
        yield await Promise.resolve(bytes("a,b\n1,2\n".repeat(10_000)));
      }
    }
    const { readCsv } = await import("./read-csv");
    const reading = readCsv({ bytes: 1, open: endless }, {
      split: "train",
      file: "data.csv",
      signal: controller.signal,
      onProgress: () => undefined,
    });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(given).toBe(5);
  });
});
