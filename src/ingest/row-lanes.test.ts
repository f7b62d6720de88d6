import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_MISSING_WORDS, type ColumnRule, type ReadRules } from "../domain/reading";
import type { CsvOutcome } from "./read-csv";
import { TableBuilder } from "./table-builder";
import { cells, loaded, read, rulesWith } from "./testing/read-text";

/** The outcome with a hash of the bits of its numbers, so that a zero with a sign differs from one without. */
function exactly(outcome: CsvOutcome): unknown {
  if (outcome.status === "refused") return outcome;
  const columns = outcome.table.columns.map((column) =>
    column.kind === "numeric" ? { ...column, values: createHash("sha256").update(column.values).digest("hex") } : column,
  );
  return { ...outcome, table: { ...outcome.table, columns } };
}

async function expectOneResult(
  content: string | Uint8Array,
  header: boolean,
  sizes: readonly number[],
  more: Partial<ReadRules> = {},
): Promise<void> {
  const rules = rulesWith({ header, ...more });
  const alone = await read(content, { rules, fastLane: false });
  expect(exactly(await read(content, { rules }, sizes))).toEqual(exactly(alone));
}

const digits = (most: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: most });
const plainCell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -9999, max: 99_999 }).map(String) },
  fc.tuple(fc.constantFrom("", "-", "+"), digits(18)).map((parts) => parts.join("")),
  fc.double({ noNaN: true }).map(String),
  fc.tuple(fc.constantFrom("", "-"), digits(12), digits(9)).map(([sign, before, after]) => `${sign}${before}.${after}`),
  fc.constantFrom("", "-0", "-0.0", "1e5", "2.5E-3", ".5", "5.", "007"),
);
const oddCell = fc.oneof(
  fc.constantFrom("NA", "null", "inf", "-1.#IND", " 12 ", "9007199254740993", "-0000000000000000", "1e400", "0x10", "1_000", "1 000", "12%", "1,5", "-2,25e3", ",5", "1,234,567", "-999"),
  fc.constantFrom("word", "é", "数😀", "\ufeff1", "a\rb", "1\r", "\0", "\t", " ", "5\" pipe", "True"),
  fc.constantFrom('"1"', '"1,2"', '"x\ny"', '"cr\r\nlf\r\n"', '"say ""hi"""', '""', '"x" y"', '"1" ', '"open'),
  fc.string({ maxLength: 6 }),
);

const columnRules: fc.Arbitrary<ColumnRule> = fc.record(
  {
    column: fc.constantFrom("c 0", "c 1", "c0", "c1", "c3"),
    as: fc.constantFrom("auto", "number", "text", "skip"),
    notANumber: fc.constantFrom("drop-row", "missing", "stop"),
  },
  { requiredKeys: ["column"] },
);
const rules = fc.record<Partial<ReadRules>>(
  {
    decimal: fc.constantFrom(".", ",", "auto"),
    missingWords: fc.oneof(
      fc.subarray([...DEFAULT_MISSING_WORDS, "word", "é", "Ã©", '"1"', "inf", "-"]),
      fc.constantFrom([""], ["", "-999", "1.5"], ["0", "1,5"]),
    ),
    ragged: fc.constantFrom("drop-row", "missing", "stop"),
    columns: fc.uniqueArray(columnRules, { maxLength: 2, selector: ({ column }) => column }),
    sample: fc.record({ share: fc.constantFrom(0.1, 0.5, 0.9), seed: fc.integer() }),
    encoding: fc.constantFrom("utf-8", "windows-1252"),
  },
  { requiredKeys: [] },
);

const delimiters = fc.constantFrom(",", ";", "\t", "|");
const lineEnds = fc.constantFrom("\n", "\r\n");
/** Chunks cut at every place: some very small, some as large as the file. */
const cuts = fc.oneof(
  fc.constant<number[]>([]),
  fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 300 }),
  fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 20 }),
);

interface FileShape {
  readonly columns: number;
  /** How many in a hundred cells, and rows, are out of the ordinary. */
  readonly oddness: number;
}

const shapes = fc.record<FileShape>({ columns: fc.integer({ min: 1, max: 5 }), oddness: fc.constantFrom(0, 1, 3, 10, 40) });

function rowsOf({ columns, oddness }: FileShape, delimiter: string): fc.Arbitrary<string[]> {
  const cell = fc.oneof({ weight: 100 - oddness, arbitrary: plainCell }, { weight: oddness, arbitrary: oddCell });
  const row = fc.array(cell, { minLength: columns, maxLength: columns });
  const ragged = fc.array(cell, { maxLength: 7 });
  const line = fc.oneof(
    { weight: 100, arbitrary: row.map((cells) => cells.join(delimiter)) },
    { weight: oddness, arbitrary: ragged.map((cells) => cells.join(delimiter)) },
    { weight: oddness, arbitrary: fc.constantFrom("", " ", "\r", '"') },
  );
  return fc.array(line, { minLength: 8, maxLength: 90 });
}

const files = fc.tuple(shapes, delimiters, lineEnds).chain(([shape, delimiter, end]) =>
  fc
    .tuple(rowsOf(shape, delimiter), fc.constantFrom("", "\ufeff"), fc.boolean(), fc.constantFrom("", "1", "\r", end), fc.constantFrom(end, end, "\n"))
    .map(([lines, mark, header, tail, otherEnd]) => {
      const names = Array.from({ length: shape.columns }, (_, index) => `c ${index % 4}`).join(delimiter);
      const body = lines.map((line, index) => line + (index % 5 === 4 ? otherEnd : end)).join("");
      return { text: `${mark}${header ? names + end : ""}${body}${tail}`, header };
    }),
);

describe("the two lanes", () => {
  afterEach(() => vi.restoreAllMocks());

  it("give what papaparse alone gives, wherever the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(files, cuts, ({ text, header }, sizes) => expectOneResult(text, header, sizes)),
      { numRuns: 600 },
    );
  });

  it("give it by other rules too", async () => {
    await fc.assert(
      fc.asyncProperty(files, cuts, rules, ({ text, header }, sizes, more) => expectOneResult(text, header, sizes, more)),
      { numRuns: 600 },
    );
  });

  it("draw the same rows into a sample", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => (i % 997 === 5 ? `"${i}",x` : `${i},${i / 8}`));
    const text = `a,b\n${lines.join("\n")}\n`;
    await expectOneResult(text, true, [70_000], { sample: { share: 0.1, seed: 7 } });
    const { table, problems } = loaded(await read(text, { rules: rulesWith({ sample: { share: 0.1, seed: 7 } }) }));
    expect(table.rows).toBeGreaterThan(1_800);
    expect(table.rows).toBeLessThan(2_200);
    expect(problems.find(({ code }) => code === "sampled")?.message).toContain("of 20,000 rows were drawn at random (seed 7)");
  });

  it("refuse bytes that are no UTF-8 at the same place", async () => {
    await fc.assert(
      fc.asyncProperty(files, cuts, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0xff, 0xe9, 0x80), async ({ text, header }, sizes, where, byte) => {
        const bytes = new TextEncoder().encode(text);
        const at = Math.floor(where * bytes.length);
        const broken = Uint8Array.from([...bytes.subarray(0, at), byte, ...bytes.subarray(at)]);
        await expectOneResult(broken, header, sizes, { encoding: "utf-8" });
      }),
      { numRuns: 300 },
    );
  });

  it("agree on files of several pieces and blocks, with rows for either lane near the borders", async () => {
    const odd = ["x,1,2", '"1\n2",3,4', "1,2", "NA,,7.25", "é,é,é", '1,"open" no,2', "", "9007199254740993,0,0"];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 10, max: 39_000 }), fc.constantFrom(...odd)), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 300_000 }), { maxLength: 8 }),
        async (places, sizes) => {
          const lines = Array.from({ length: 40_000 }, (_, i) => `${i},${i % 7},${i / 8}`);
          for (const [row, line] of places) lines[row] = line;
          await expectOneResult(`a,b,c\n${lines.join("\n")}\n`, true, sizes);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("agree where no byte is UTF-8 any more, far into plain rows", async () => {
    const start = new TextEncoder().encode(`a,b\n${"1,2\n".repeat(50_000)}3,`);
    const content = Uint8Array.from([...start, 0xe9, 10, 52, 44, 53, 10]);
    for (const sizes of [[], [100_000], [65_536, 70_001, start.length - 135_537]]) await expectOneResult(content, true, sizes, { encoding: "utf-8" });
  });

  it("agree on a row that is longer than what is kept of one", async () => {
    const long = "x".repeat(600_000);
    await expectOneResult(`${"1,2\n".repeat(100)}${long},3\n4,5\n`, false, [200, 100_000, 100_000, 100_000, 7]);
  });

  it("learn nothing of a column from a row that is left out", async () => {
    const { summary } = loaded(await read(`a,b\n${"1,2\n".repeat(200)}1.5,2,3\n1,2.5,x\n${"1,2\n".repeat(200)}`));
    expect(summary.columns.map(({ dtype }) => dtype)).toEqual(["int64", "int64"]);
  });

  it("agree on a table so wide that its columns grow by small blocks", async () => {
    const row = (i: number): string => Array.from({ length: 3000 }, (_, column) => (column === i ? "NA" : i)).join(",");
    await expectOneResult(Array.from({ length: 300 }, (_, i) => `${row(i)}\n`).join(""), false, [70_000, 1_000_000]);
  });

  it("leave papaparse only the rows that are not plain, and some around them", async () => {
    const add = vi.spyOn(TableBuilder.prototype, "add");
    const lines = Array.from({ length: 30_000 }, (_, i) => (i % 10_000 === 5_000 ? "oops,2,3" : `${i},,-${i}.5`));
    const { table, problems } = loaded(await read(`a,b,c\r\n${lines.join("\r\n")}\r\n`));
    expect(table.rows).toBe(29_997);
    expect(problems.map(({ line }) => line)).toEqual([5_002, 15_002, 25_002]);
    const parsed = add.mock.calls.reduce((sum, [{ rows }]) => sum + rows.length, 0);
    expect(parsed).toBeLessThan(200);
  });

  it("keep every cell of a column of text as it is written, whatever numbers are among them", async () => {
    const cell = fc.constantFrom("1", "01", "1.0", "+1", " 1", "1e3", "-0", "9007199254740993", "7", "x", "y", "v1");
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 6, maxLength: 60 }), fc.boolean(), async (texts, fastLane) => {
        const { table } = loaded(await read(`a,b\n${texts.map((text, row) => `${text},${row}\n`).join("")}`, { fastLane }));
        const column = table.columns[0];
        fc.pre(column?.kind === "text");
        expect(cells(column)).toEqual(texts);
      }),
      { numRuns: 200 },
    );
  });
});
