import { describe, expect, it } from "vitest";
import { readBenchOptions } from "./options";

describe("the command line of bench", () => {
  it("measures everything at full size when nothing is said", () => {
    expect(readBenchOptions([])).toEqual({ benches: ["ingest", "engine", "evaluate", "shift", "ui"], scale: 1, runs: 3, engine: "auto", out: null });
  });

  it("takes the names of benchmarks and what makes a quick look quick", () => {
    expect(readBenchOptions(["engine", "--scale", "0.05", "--runs", "5", "--engine", "wasm", "--out", "/tmp/x"])).toEqual({
      benches: ["engine"],
      scale: 0.05,
      runs: 5,
      engine: "wasm",
      out: "/tmp/x",
    });
  });

  it.each([
    [["speed"], 'no benchmark "speed"'],
    [["--scale", "9"], "--scale must be"],
    [["--runs", "2"], "--runs must be a whole number from 3"],
    [["--engine", "gpu"], "--engine must be one of"],
    [["--bogus"], "--bogus"],
  ])("refuses %j", (args, message) => expect(() => readBenchOptions(args)).toThrow(message));
});
