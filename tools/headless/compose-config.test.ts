import { describe, expect, it } from "vitest";
import { readRunConfig } from "../../src/interop/run-config";
import { composeConfig } from "./compose-config";

const NONE = { label: null, positive: null, negative: null, include: null, exclude: null };

const FILE = {
  format: "triptych.run-config",
  version: 1,
  label: { column: "evil", positive: ["yes"] },
  features: { include: ["a", "b"], encoding: { a: { type: "numeric" } } },
  epochs: 3,
  unknown: { kept: true },
};
const text = JSON.stringify(FILE);

const composed = (file: string | null, flags: Partial<typeof NONE> | Record<string, unknown>): unknown =>
  JSON.parse(composeConfig(file, { ...NONE, ...flags }) ?? "null");

describe("the configuration of a file and flags", () => {
  it("is nothing where neither says anything", () => {
    expect(composeConfig(null, NONE)).toBeNull();
  });

  it("is the very text of the file where no flag is given, whatever is in it", () => {
    expect(composeConfig(' {"seed": 18446744073709551616', NONE)).toBe(' {"seed": 18446744073709551616');
  });

  it("is a whole configuration where only flags are given, and the page can read it", () => {
    const config = composeConfig(null, { ...NONE, label: "evil", negative: ["benign"], exclude: ["id"] });
    expect(readRunConfig(config ?? "")).toMatchObject({
      label: { column: "evil", negative: ["benign"] },
      features: { exclude: ["id"] },
      epochs: 10,
    });
  });

  it("changes what the flags say and keeps the rest", () => {
    expect(composed(text, { include: ["c"] })).toEqual({
      ...FILE,
      features: { include: ["c"], encoding: { a: { type: "numeric" } } },
    });
    expect(composed(text, { exclude: ["c"] })).toEqual({
      ...FILE,
      features: { exclude: ["c"], encoding: { a: { type: "numeric" } } },
    });
  });

  it("lets the values of the command line replace either list of the file", () => {
    expect(composed(text, { negative: ["no"] })).toMatchObject({ label: { column: "evil", negative: ["no"] } });
    expect(composed(text, { negative: ["no"] })).not.toHaveProperty("label.positive");
    expect(composed(text, { positive: ["1"] })).toMatchObject({ label: { column: "evil", positive: ["1"] } });
  });

  it("keeps the positive values of the file with their column only", () => {
    expect(composed(text, { label: "evil" })).toEqual(FILE);
    expect(composed(text, { label: "sus" })).toEqual({ ...FILE, label: { column: "sus" } });
  });

  it("leaves the column for the page to guess or to ask for where only values are given", () => {
    expect(composed(null, { positive: ["1"] })).toMatchObject({ label: { positive: ["1"] } });
  });

  it.each(["{nope", "[1]", '"text"', ""])("hands %j over as it is, for the page to refuse", (file) => {
    expect(composeConfig(file, { ...NONE, label: "evil" })).toBe(file);
  });

  it("puts right what is no object in the place of the label or the features", () => {
    const odd = JSON.stringify({ ...FILE, label: "evil", features: null });
    expect(composed(odd, { label: "sus", include: ["a"] })).toMatchObject({ label: { column: "sus" }, features: { include: ["a"] } });
  });

  it("reads past a byte order mark", () => {
    expect(composed(`\uFEFF${text}`, { include: ["c"] })).toMatchObject({ epochs: 3 });
  });
});
