import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import type { Table } from "../table";
import type { RepeatedColumn } from "./repeated-column";
import { findRepeats } from "./repeats";
import { inOneGo } from "./stepwise";
import { numbers, tableOf, texts } from "./testing/tables";

const ROWS = 3000;
const random = createRandom(5);
const draw = (): number[] => Array.from({ length: ROWS }, () => random.normal());
const repeatsOf = (columns: Table["columns"]): readonly RepeatedColumn[] => inOneGo(findRepeats(tableOf(columns)));

describe("findRepeats, of numbers", () => {
  const base = draw();

  it("finds a column that is equal, one that is nearly so, and one that mirrors it; not one that is merely related", () => {
    const near = base.map((x) => x + 0.1 * random.normal());
    const related = base.map((x) => x + 0.4 * random.normal());
    const found = repeatsOf([
      numbers("base", base),
      numbers("unrelated", draw()),
      numbers("same", base),
      numbers("near", near),
      numbers("related", related),
      numbers("mirror", base.map((x) => 5 - 2 * x)),
    ]);
    expect(found).toEqual([
      { column: "same", repeats: "base", how: "same", correlation: 1 },
      { column: "near", repeats: "base", how: "correlated", correlation: expect.closeTo(0.995, 2) as number },
      { column: "mirror", repeats: "base", how: "correlated", correlation: expect.closeTo(-1, 12) as number },
    ]);
  });

  it("tells each column once, of the first that it repeats", () => {
    const found = repeatsOf(["a", "b", "c", "d"].map((name) => numbers(name, base)));
    expect(found.map(({ column, repeats }) => [column, repeats])).toEqual([["b", "a"], ["c", "a"], ["d", "a"]]);
  });

  it("finds what only a few rows of many show", () => {
    const rare = Array.from({ length: ROWS }, (_, row) => (row === 17 || row === 2900 ? 1 : 0));
    expect(repeatsOf([numbers("a", rare), numbers("b", rare.map((x) => 3 * x))])).toMatchObject([{ column: "b", repeats: "a" }]);
  });

  it("finds repeats in spite of missing values, on the rows that have both", () => {
    const holes = base.map((x) => (random.uniform() < 0.4 ? NaN : x));
    const others = base.map((x) => (random.uniform() < 0.4 ? NaN : 2 * x));
    expect(repeatsOf([numbers("a", holes), numbers("b", others)])).toMatchObject([{ column: "b", repeats: "a", how: "correlated" }]);
  });

  it("says nothing of constant, infinite or empty columns, nor of a handful of rows", () => {
    const nothing = base.map(() => NaN);
    const infinite = base.with(3, Infinity);
    expect(repeatsOf([numbers("a", base.map(() => 1)), numbers("b", base.map(() => 1)), numbers("c", nothing), numbers("d", nothing), numbers("e", infinite), numbers("f", infinite)])).toEqual([]);
    expect(repeatsOf([numbers("a", [1, 2, 3]), numbers("b", [1, 2, 3])])).toEqual([]);
  });

  it("finds the pairs among hundreds of columns", () => {
    const columns = Array.from({ length: 300 }, (_, index) => numbers(`c${index}`, draw().slice(0, 500)));
    const copy = { ...columns[120]!, name: "copy" };
    expect(repeatsOf([...columns, copy])).toEqual([{ column: "copy", repeats: "c120", how: "same", correlation: 1 }]);
  });
});

describe("findRepeats, of text", () => {
  const words = Array.from({ length: 60 }, (_, row) => ["red", "green", "blue", null][row % 4] ?? null);

  it("finds equal texts, whatever the order of their dictionaries, and other words for the same", () => {
    const other = words.map((word) => (word === null ? null : { red: "r", green: "g", blue: "b" }[word] ?? null));
    const merged = words.map((word) => (word === "red" ? "green" : word));
    expect(
      repeatsOf([texts("a", words), texts("b", words, ["blue", "unused", "red", "green"]), texts("c", other), texts("d", merged), texts("e", words.toReversed())]),
    ).toEqual([
      { column: "b", repeats: "a", how: "same", correlation: NaN },
      { column: "c", repeats: "a", how: "renamed", correlation: NaN },
    ]);
  });

  it("says nothing of columns of one text, nor of two that differ in every row", () => {
    const one = words.map(() => "x");
    const names = words.map((_, row) => `n${row}`);
    expect(repeatsOf([texts("a", one), texts("b", one), texts("c", names), texts("d", names.map((name) => `${name}!`))])).toEqual([]);
  });
});

describe("findRepeats, of text and numbers", () => {
  const ids = Array.from({ length: 60 }, (_, row) => (row % 11 === 0 ? NaN : (row * row) % 7));
  const names = ids.map((id) => (Number.isNaN(id) ? null : `event ${id}`));

  it("finds an id that stands for a name one for one, and tells it once", () => {
    const other = ids.map((id) => 100 - id * id);
    expect(repeatsOf([numbers("eventId", ids), texts("eventName", names), numbers("other", other)])).toEqual([
      { column: "eventId", repeats: "eventName", how: "renamed", correlation: NaN },
      { column: "other", repeats: "eventName", how: "renamed", correlation: NaN },
    ]);
  });

  it("says nothing where a row differs, or every row does, or numbers are more than texts", () => {
    expect(repeatsOf([numbers("eventId", ids.with(5, 99)), texts("eventName", names)])).toEqual([]);
    expect(repeatsOf([numbers("eventId", ids.with(0, 3)), texts("eventName", names)])).toEqual([]);
    expect(repeatsOf([numbers("row", ids.map((_, row) => row)), texts("name", names.map((_, row) => `n${row}`))])).toEqual([]);
  });
});
