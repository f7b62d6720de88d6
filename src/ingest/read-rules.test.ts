import { describe, expect, it } from "vitest";
import type { Problem } from "../domain/problem";
import { DEFAULT_READ_RULES, withRules, type ReadRules } from "../domain/reading";
import { bytesOf, gzip, latin1 } from "./testing/corpus-bytes";
import { cells, columnNamed, loaded, read, refusal, rulesWith, type Loaded } from "./testing/read-text";

const good = (count: number): string => Array.from({ length: count }, (_, index) => `${index},${index}\n`).join("");

const first = (problems: readonly Problem[], code: Problem["code"]): Problem => {
  const found = problems.find((each) => each.code === code);
  if (found === undefined) throw new Error(`There is no problem ${code}.`);
  return found;
};

/** The file read again as the page does when a choice is taken. */
async function taking(content: string | Uint8Array, of: Problem, label: string, rules: ReadRules = DEFAULT_READ_RULES): Promise<Loaded> {
  const effect = of.choices.find((choice) => choice.label === label)?.effect;
  if (effect?.kind !== "rules") throw new Error(`There is no choice "${label}".`);
  return loaded(await read(content, { rules: withRules(rules, effect.change) }));
}

const chosen = ({ choices }: Problem): string[] => choices.filter((choice) => choice.chosen).map(({ label }) => label);

describe("choices", () => {
  const stray = `a,b\n${good(30)}oops,1\n`;

  it("for text among numbers: drop, missing, text, aside, stop", async () => {
    const found = first(loaded(await read(stray)).problems, "not-a-number");
    expect(found.choices.map(({ label }) => label)).toEqual([
      "Drop the row",
      "Treat as missing",
      "Read the column as text",
      "Set the column aside",
      "Do not load the file",
    ]);
    expect(chosen(found)).toEqual(["Drop the row"]);

    const missing = await taking(stray, found, "Treat as missing");
    expect(missing.table.rows).toBe(31);
    expect(cells(columnNamed(missing, "a")).at(-1)).toBeNull();
    expect(chosen(first(missing.problems, "not-a-number"))).toEqual(["Treat as missing"]);

    const text = await taking(stray, found, "Read the column as text");
    expect(cells(columnNamed(text, "a")).slice(-2)).toEqual(["29", "oops"]);
    expect(chosen(first(text.problems, "column-rule"))).toEqual(["Read as text"]);

    const aside = await taking(stray, found, "Set the column aside");
    expect(columnNamed(aside, "a").kind).toBe("discarded");
    expect(aside.table.rows).toBe(31);
    const back = withRules(rulesWith({ columns: [{ column: "a", as: "skip" }] }), { columns: [{ column: "a", as: "auto" }] });
    expect(loaded(await read(stray, { rules: back })).summary).toMatchObject({ rows: 30, rejectedRows: 1 });
    await expect(taking(stray, found, "Do not load the file")).rejects.toThrow("is not a number");
  });

  it("are those of the whole column where many cells are concerned", async () => {
    const bad = Array.from({ length: 30 }, (_, i) => `bad${i},1\n`).join("");
    const { problems } = loaded(await read(`a,b\n${good(400)}${bad}`));
    expect(problems.at(-1)).toMatchObject({ code: "not-a-number", count: 30, line: null });
    expect(problems.at(-1)?.choices).toEqual(problems[0]?.choices);
  });

  it("offer the decimal comma where it makes sense of the texts", async () => {
    const found = first(loaded(await read(`a;b\n${good(5_000).replaceAll(",", ";")}1,5;2\n`)).problems, "not-a-number");
    expect(found.choices.map(({ label }) => label)).toContain("Read commas as decimal points");
  });

  it("for ragged rows: drop, fill up, stop", async () => {
    const text = "a,b\n1,2\n3\n4,5,6\n";
    const found = first(loaded(await read(text)).problems, "ragged-row");
    expect(chosen(found)).toEqual(["Drop the row"]);
    const filled = await taking(text, found, "Fill up with missing");
    expect(cells(columnNamed(filled, "b"))).toEqual([2, null]);
    expect(filled.summary.rejectedRows).toBe(1);
    await expect(taking(text, found, "Do not load the file")).rejects.toThrow("1 field where the header has 2");
    expect(refusal(await read(text, { rules: rulesWith({ ragged: "stop" }) })).choices.length).toBe(3);
  });

  it("for a first row that looks like data", async () => {
    const found = first(loaded(await read("1,2\n3,4\n")).problems, "headerless");
    const data = await taking("1,2\n3,4\n", found, "Read the first row as data");
    expect(cells(columnNamed(data, "c0"))).toEqual([1, 3]);
  });

  it("for a file of one row, which is taken for the names", async () => {
    const refused = refusal(await read("1,2\n"));
    expect(refused.code).toBe("header-only");
    expect(cells(columnNamed(await taking("1,2\n", refused, "Read the first row as data"), "c1"))).toEqual([2]);
  });

  it.each([
    ["5.1,3.5,setosa\n4.9,3.0,setosa\n", 'every column of numbers is named by a number, such as "5.1"'],
    ["0,tcp,,SF\n1,udp,7,SF\n2,tcp,8,S0\n", "every column of numbers is named by a number"],
    ["red,small\nblue,large\nred,large\n", 'names such as "red" are values of their columns too'],
  ])("for a first row with texts that looks like data: %j", async (text, words) => {
    const found = first(loaded(await read(text)).problems, "headerless");
    expect(found.message).toContain(words);
    expect(chosen(found)).toEqual(["Keep as names"]);
    const data = await taking(text, found, "Read the first row as data");
    expect(data.table.rows).toBe(text.split("\n").length - 1);
  });

  it.each(["id,name\n1,a\n2,b\n", "1990,share\n1,0.5\n", "a,b\nx,y\n", "a,2\nx,\n"])("for no names that can be such: %j", async (text) => {
    expect(loaded(await read(text)).problems.filter(({ code }) => code === "headerless")).toEqual([]);
  });

  it("for whole numbers beyond 2^53", async () => {
    const text = "id,b\n9007199254740993,1\n7,2\n9007199254740993,3\n";
    const kept = loaded(await read(text));
    const found = first(kept.problems, "unsafe-integer");
    expect(cells(columnNamed(kept, "id"))).toEqual(["9007199254740993", "7", "9007199254740993"]);
    expect(found.count).toBe(2);
    expect(chosen(found)).toEqual(["Keep as text"]);
    const rounded = await taking(text, found, "Round to the nearest number");
    expect(cells(columnNamed(rounded, "id"))).toEqual([2 ** 53, 7, 2 ** 53]);
    const roundedProblem = first(rounded.problems, "unsafe-integer");
    expect(chosen(roundedProblem)).toEqual(["Round to the nearest number"]);
    const again = await taking(text, roundedProblem, "Keep as text", rulesWith({ columns: [{ column: "id", as: "number" }] }));
    expect(again.table).toEqual(kept.table);
  });

  it("for an encoding that was guessed", async () => {
    const bytes = latin1("a,b\nJosé,1\n");
    const found = first(loaded(await read(bytes)).problems, "not-utf8");
    expect(chosen(found)).toEqual(["Read as Latin-1 (Windows-1252)"]);
    expect(found).toMatchObject({ severity: "warning", line: 2 });
    const shown = await taking(bytes, found, "Read as UTF-8, bad bytes as \ufffd");
    expect(cells(columnNamed(shown, "a"))).toEqual(["Jos\ufffd"]);
    const replaced = first(shown.problems, "not-utf8");
    expect(chosen(replaced)).toEqual(["Read as UTF-8, bad bytes as \ufffd"]);
    const stopped = rulesWith({ encoding: "utf-8", undecodable: "stop" });
    const refused = refusal(await read(bytes, { rules: stopped }));
    expect(chosen(refused)).toEqual(["Do not load the file"]);
    expect(cells(columnNamed(await taking(bytes, refused, "Read as Latin-1 (Windows-1252)", stopped), "a"))).toEqual(["José"]);
  });

  it("for a file of UTF-8 with a few bad bytes: what is good is kept, and how much that is told", async () => {
    const bytes = bytesOf("a,b\n", "数,1\n".repeat(30), [0xff, 0xfe], ",2\nx", [0xe9], ",3\n");
    const outcome = loaded(await read(bytes));
    const found = first(outcome.problems, "not-utf8");
    expect(found).toMatchObject({ severity: "warning", line: 32, count: 2 });
    expect(found.message).toContain("not UTF-8, nor is 1 other place, though 30 letters of it are.");
    expect(outcome.table.rows).toBe(32);
    expect(outcome.summary.format).toMatchObject({ encoding: "utf-8", rules: DEFAULT_READ_RULES });
  });

  it("for commas in numbers", async () => {
    const text = "a;b\n1,234;x\n";
    const unclear = first(loaded(await read(text)).problems, "decimal");
    const decimal = await taking(text, unclear, "Read commas as decimal points");
    expect(cells(columnNamed(decimal, "a"))).toEqual([1.234]);
    const found = first(loaded(await read("a;b\n1,5;x\n")).problems, "decimal");
    expect(found).toMatchObject({ severity: "note", value: "1,5" });
    expect(cells(columnNamed(await taking("a;b\n1,5;x\n", found, "Keep as text"), "a"))).toEqual(["1,5"]);
  });

  it("for a sample", async () => {
    const text = `a,b\n${good(1_000)}`;
    const rules = rulesWith({ sample: { share: 0.1, seed: 3 } });
    const sampled = loaded(await read(text, { rules }));
    expect(sampled.table.rows).toBeLessThan(200);
    const all = await taking(text, first(sampled.problems, "sampled"), "Read all rows", rules);
    expect(all.table.rows).toBe(1_000);
  });
});

describe("samples", () => {
  it("keep the line numbers of the file, and know ragged rows by them", async () => {
    const text = `a,b\n${Array.from({ length: 400 }, (_, i) => (i % 10 === 3 ? `${i}\n` : `${i},1\n`)).join("")}`;
    const { problems, summary } = loaded(await read(text, { rules: rulesWith({ sample: { share: 0.5, seed: 9 } }) }));
    const lines = problems.filter(({ code, line }) => code === "ragged-row" && line !== null).map(({ line }) => line ?? 0);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => (line - 2) % 10 === 3)).toBe(true);
    expect(first(problems, "sampled").count).toBe(summary.rows + summary.rejectedRows);
  });

  it("that come out empty are refused", async () => {
    const refused = refusal(await read("a,b\n1,2\n", { rules: rulesWith({ sample: { share: 1e-9, seed: 1 } }) }));
    expect(refused).toMatchObject({ code: "no-rows" });
    expect(refused.message).toContain("none of its 1 row was drawn");
  });
});

describe("rejected rows", () => {
  it("are a CSV text with line and reason, formulas neutralised", async () => {
    const text = `a,b,=c\n${Array.from({ length: 30 }, (_, i) => `${i},${i},x\n`).join("")}1,2\n=cmd(),-5,"q, ""r"""\n7,8,9,10\n`;
    const { rejected, summary } = loaded(await read(text));
    expect(rejected.rows).toBe(3);
    expect(summary.rejectedRows).toBe(3);
    expect(rejected.csv).toBe(
      [
        "line,reason,a,b,'=c",
        "32,2 fields where the header has 3,1,2",
        `33,not a number: a,'=cmd(),-5,"q, ""r"""`,
        "34,4 fields where the header has 3,7,8,9,10",
        "",
      ].join("\n"),
    );
  });

  it("are none where text is kept as missing or as text", async () => {
    const text = `a,b\n${good(30)}oops,1\n`;
    for (const rule of [{ column: "a", notANumber: "missing" }, { column: "a", as: "text" }] as const) {
      expect(loaded(await read(text, { rules: rulesWith({ columns: [rule] }) })).rejected).toEqual({ rows: 0, csv: "line,reason,a,b\n" });
    }
  });

  it("are kept though their column seemed to be text at first", async () => {
    const { rejected } = loaded(await read(`a,b\nx,1\ny,2\n${good(100)}`));
    expect(rejected.csv).toBe("line,reason,a,b\n2,not a number: a,x,1\n3,not a number: a,y,2\n");
  });

  it("are bounded, and say so", async () => {
    const { rejected } = loaded(await read(`a,b\n1,2\n${"1\n".repeat(100_005)}`));
    expect(rejected.rows).toBe(100_005);
    expect(rejected.csv.split("\n")).toHaveLength(100_003);
    expect(rejected.csv.slice(-60)).toContain('\n,"5 more rows left out, too many to be kept here"\n');
  });
});

describe("the format", () => {
  it("is told as it was found", async () => {
    const bytes = gzip(bytesOf("\ufeffa;b\r\n1,5;2\r\n"));
    const { summary } = loaded(await read(bytes));
    expect(summary.format).toEqual({
      encoding: "utf-8",
      byteOrderMark: true,
      gzip: true,
      delimiter: ";",
      newline: "CRLF",
      decimal: ",",
      header: true,
      rules: DEFAULT_READ_RULES,
    });
    expect(summary.bytes).toBe(bytes.length);
  });

  it("counts the bytes of the file, not of what is packed in it", async () => {
    const packed = gzip(bytesOf(`a,b\n${good(20_000)}`));
    const told: number[] = [];
    let time = 0;
    await read(packed, { now: () => (time += 60), onProgress: ({ bytesRead, bytesTotal }) => told.push(bytesRead / bytesTotal) }, Array<number>(100).fill(4_096));
    expect(told.at(-1)).toBe(1);
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
  });
});
