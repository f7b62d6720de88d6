import { describe, expect, it } from "vitest";
import { checkFiles, readOptions, UsageError } from "./options";

const FILES = ["--train", "a.csv", "--validation", "sub/b.csv", "--test", "/data/c.csv"];
const read = (...args: string[]) => readOptions([...FILES, ...args], "/home/ann");

describe("the command line of headless", () => {
  it("needs the three files and takes paths relative to where the person stands", () => {
    expect(read()).toEqual({
      files: { train: "/home/ann/a.csv", validation: "/home/ann/sub/b.csv", test: "/data/c.csv" },
      config: null,
      init: null,
      label: null,
      positive: null,
      negative: null,
      include: null,
      exclude: null,
      header: true,
      engine: "auto",
      exportTo: null,
      screenshot: null,
      quiet: false,
    });
  });

  it("reads every option", () => {
    const options = read(
      ...["--config", "run.json", "--init", "/w.json", "--label", "evil label", "--positive", "1, 2,bad", "--no-header"],
      ...["--exclude", "c0,c3", "--engine", "wasm", "--export", "m.json", "--screenshot", "p.png", "--quiet"],
    );
    expect(options).toMatchObject({
      config: "/home/ann/run.json",
      init: "/w.json",
      label: "evil label",
      positive: ["1", "2", "bad"],
      negative: null,
      include: null,
      exclude: ["c0", "c3"],
      header: false,
      engine: "wasm",
      exportTo: "/home/ann/m.json",
      screenshot: "/home/ann/p.png",
      quiet: true,
    });
    expect(read("--features", "A,B", "--negative=-1")).toMatchObject({ include: ["A", "B"], negative: ["-1"] });
  });

  it.each([
    [["--positive", "1", "--negative", "0"], "--positive and --negative exclude each other"],
    [["--features", "a", "--exclude", "b"], "--features and --exclude exclude each other"],
    [["--engine", "gpu"], '--engine must be one of auto, webgl, wasm, cpu, not "gpu"'],
    [["--features", "a,,b"], "--features a,,b has an empty item"],
    [["--label", ""], "--label is empty"],
    [["--bogus"], "--bogus"],
    [["stray.csv"], "stray.csv"],
    [["--config"], "--config"],
    [["--quiet=yes"], "--quiet"],
  ])("refuses %j", (args, message) => {
    expect(() => read(...args)).toThrow(UsageError);
    expect(() => read(...args)).toThrow(message);
  });

  it("lets files be missing that a configuration makes", () => {
    const { files } = readOptions(["--train", "a.csv", "--config", "run.json"], "/");
    expect(files).toEqual({ train: "/a.csv" });
    expect(() => {
      checkFiles({ files }, '{"split": {"from": "train"}}');
    }).not.toThrow();
    expect(() => {
      checkFiles({ files }, '{"epochs": 3}');
    }).toThrow("--validation is missing");
    expect(() => {
      checkFiles({ files: {} }, '{"split": {"from": "train"}}');
    }).toThrow("--train is missing");
  });

  it.each(["train", "validation", "test"])("names --%s when it is missing", (name) => {
    const at = FILES.indexOf(`--${name}`);
    expect(() => readOptions(FILES.toSpliced(at, 2), "/")).toThrow(`--${name} is missing`);
  });
});
