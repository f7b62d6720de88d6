import { describe, expect, it } from "vitest";
import { SAMPLE_SEED } from "../../src/domain/sample/profile";
import { readSampleOptions, UsageError } from "./sample-options";

describe("readSampleOptions", () => {
  it("takes full size and the shipped seed unless told otherwise", () => {
    expect(readSampleOptions(["--out", "here"])).toEqual({ out: "here", scale: 1, seed: SAMPLE_SEED });
  });

  it("reads a scale as a decimal or a fraction, and a negative seed", () => {
    expect(readSampleOptions(["--scale", "0.5", "--out", "a", "--seed=-3"])).toEqual({ out: "a", scale: 0.5, seed: -3 });
    expect(readSampleOptions(["--out=a", "--scale=1/40"]).scale).toBe(1 / 40);
  });

  it.each([
    [[], /--out is missing: name the folder/],
    [["--out", " "], /--out is missing/],
    [["--out", "a", "--scale", "0"], /--scale must be a number from 0.001 to 4.*not "0"/],
    [["--out", "a", "--scale", "5"], /not "5"/],
    [["--out", "a", "--scale", "1/0"], /not "1\/0"/],
    [["--out", "a", "--scale", "half"], /not "half"/],
    [["--out", "a", "--seed", "1.5"], /--seed must be a whole number.*not "1.5"/],
    [["--out", "a", "--seed", "9007199254740993"], /--seed must be a whole number/],
    [["--out", "a", "--rows", "5"], /--rows/],
    [["a"], /Unexpected argument 'a'/],
  ])("refuses %j and says why", (args, message) => {
    expect(() => readSampleOptions(args)).toThrow(UsageError);
    expect(() => readSampleOptions(args)).toThrow(message);
  });
});
