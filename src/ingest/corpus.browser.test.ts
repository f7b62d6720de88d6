import { describe, expect, it } from "vitest";
import { fileSource } from "./byte-source";
import { readCsv } from "./read-csv";
import { corpusFiles } from "./testing/corpus";
import { rulesWith } from "./testing/read-text";

/** The browser's own streams, decoders and unpacking. */
describe("the corpus of nasty files, in a browser", () => {
  it.each(corpusFiles().map((file) => [file.name, file] as const))("%s", async (name, { bytes, rules = {}, expect: expected }) => {
    const outcome = await readCsv(fileSource(new Blob([new Uint8Array(bytes)])), {
      split: "train",
      file: name,
      rules: rulesWith(rules),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const codes = [...new Set(outcome.problems.map(({ code }) => code))];
    if (outcome.status === "loaded") {
      expect({ codes, rows: outcome.table.rows }).toEqual(
        expected.outcome === "loads" ? { codes: expected.problems ?? [], rows: expected.rows } : expected,
      );
    } else {
      expect(codes).toEqual(expected.outcome === "refused" ? [expected.code] : expected);
    }
  });
});
