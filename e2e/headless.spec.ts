import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { AGAINST } from "../src/domain/shift/against";
import { SPLITS } from "../src/domain/split";
import { readModelFile } from "../src/interop/read-model-file";
import { reportSchema } from "../src/interop/report-schema";
import { writeTrio } from "./support/trio";

const ROOT = join(import.meta.dirname, "..");
const LAUNCH = join(ROOT, "tools/headless/launch.mjs");

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [LAUNCH, "headless", ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
}

function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** Every process below one, that it started or that its children did: where ps can tell. */
function descendants(root: number): number[] {
  const pairs = processes("pid=,ppid=").map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => pairs.filter(([, of]) => of === parent).flatMap(([pid = 0]) => [pid, ...below(pid)]);
  return below(root);
}

/** Those of the processes that still run; one that has ended and waits to be counted is none. */
function stillRunning(pids: readonly number[]): number[] {
  return processes("pid=,stat=").flatMap((line) => {
    const [pid = "", state = ""] = line.trim().split(/\s+/);
    return pids.includes(Number(pid)) && !state.startsWith("Z") ? [Number(pid)] : [];
  });
}

function processes(columns: string): string[] {
  return spawnSync("ps", ["-A", "-o", columns], { encoding: "utf8" }).stdout.trim().split("\n");
}

/** Standard output must be one report and nothing else. */
function reportOf({ stdout }: Ended) {
  return reportSchema.parse(JSON.parse(stdout));
}

const splits = (files: { train: string; validation: string; test: string }): string[] => [
  ...["--train", files.train, "--validation", files.validation, "--test", files.test],
];

test("a small run prints one report to the schema, a model and a picture", async ({}, info) => {
  const files = await writeTrio(info.outputPath());
  const [config, model, picture] = ["run.json", "model.json", "page.png"].map((name) => info.outputPath(name)) as [string, string, string];
  await writeFile(config, JSON.stringify({ format: "triptych.run-config", version: 1, epochs: 2, features: { include: ["f3"] } }));
  const args = ["--config", config, "--features", "f1,f2", "--label", "evil", "--export", model, "--screenshot", picture];
  const run = await ended(start([...splits(files), ...args, "--engine", "wasm"]));
  expect(run.stderr).toContain("Finished: 2 epochs.");
  expect(run.code, run.stderr).toBe(0);
  const report = reportOf(run);
  expect(report).toMatchObject({ ok: true, error: null, engine: { name: "wasm" }, outboundRequests: 0, changes: [] });
  expect(report.preprocessing?.features.map(({ name }) => name)).toEqual(["f1", "f2"]);
  expect(report.initial?.epoch).toBe(0);
  expect(report.history.map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(report.evaluation?.test).toMatchObject({ rows: 200, positives: 180, baselineAccuracy: 0.9 });
  const { accuracy = NaN, intervals, thresholds, ...block } = report.evaluation?.test ?? {};
  for (const name of ["specificity", "f2", "kappa", "cohenKappa", "ece", "mce"]) expect(block).toHaveProperty(name);
  const [low, high] = intervals?.accuracy ?? [NaN, NaN];
  expect(low < accuracy && accuracy < high, `${low} ${accuracy} ${high}`).toBe(true);
  expect(Object.keys(intervals ?? {})).toEqual(expect.arrayContaining(["logLoss", "rocAuc"]));
  expect(Object.values(thresholds ?? {}).map((value) => typeof value)).toEqual(["number", "number"]);
  expect(report.bootstrap).toMatchObject({ resamples: 200, seed: 1 });
  const { shift } = report;
  expect(SPLITS.map((split) => shift?.label[split].prevalence)).toEqual([0.02, 0.03, 0.9]);
  expect(shift?.label.validation.ratio).toBeCloseTo(1.5, 12);
  expect(shift?.label.test.ratio).toBeCloseTo(45, 12);
  // (0.9 - 0.02) ln(0.9 / 0.02) + (0.1 - 0.98) ln(0.1 / 0.98)
  expect(shift?.label.test.psi).toBeCloseTo(5.3582, 3);
  expect(shift?.features?.map(({ name, against }) => `${name} ${against}`)).toEqual(["f1 validation", "f2 validation", "f1 test", "f2 test"]);
  for (const each of shift?.features ?? []) {
    expect(each.referenceRows).toBe(600);
    expect(each.withinPositive?.referenceRows).toBe(12);
    expect(each.withinNegative?.currentRows).toBe(each.against === "test" ? 20 : 194);
  }
  // Nine in ten rows of test lie two deviations higher than train's, and those of f1 half a one more.
  const ks = Object.fromEntries(shift?.features?.map(({ name, against, ks: value }) => [`${name} ${against}`, value ?? NaN]) ?? []);
  expect(ks["f1 test"]).toBeGreaterThan(0.6);
  expect(ks["f1 validation"]).toBeLessThan(0.15);
  for (const against of AGAINST) {
    const { total, labelMix, tpr, tnr, baseline } = shift?.gap[against] ?? {};
    expect((labelMix ?? NaN) + (tpr ?? NaN) + (tnr ?? NaN)).toBeCloseTo(total ?? NaN, 12);
    expect((report.evaluation?.[against].accuracy ?? NaN) - (report.evaluation?.train.accuracy ?? NaN)).toBeCloseTo(total ?? NaN, 12);
    expect(baseline).toEqual({ from: 0.98, to: report.evaluation?.[against].baselineAccuracy });
  }
  const auc = shift?.domainAuc.test ?? NaN;
  const [least, most] = shift?.domain.test.interval ?? [NaN, NaN];
  expect(auc > 0.8 && auc <= 1 && least <= auc && auc <= most, `${least} ${auc} ${most}`).toBe(true);
  expect(shift?.prior.test?.true).toBe(0.9);
  const { em = NaN, emInterval } = shift?.prior.test ?? {};
  expect((emInterval?.[0] ?? NaN) <= (em ?? NaN) && (em ?? NaN) <= (emInterval?.[1] ?? NaN), JSON.stringify(shift?.prior.test)).toBe(true);
  expect(shift?.correction.test === null || shift?.correction.test?.before.accuracy === accuracy, JSON.stringify(shift?.correction.test)).toBe(true);
  expect(shift?.overfitting).toBeNull();
  expect(report.timing.totalMs).toBeGreaterThan(0);
  expect(readModelFile(await readFile(model, "utf8")).config.epochs).toBe(2);
  expect((await stat(picture)).size).toBeGreaterThan(10_000);

  await test.step("and a run from its model starts where it ended", async () => {
    await writeFile(config, JSON.stringify({ format: "triptych.run-config", version: 1, epochs: 1, features: { include: ["f1", "f2"] } }));
    const again = await ended(start([...splits(files), "--config", config, "--init", model, "--engine", "wasm", "--quiet"]));
    expect(again.stderr).toBe("");
    expect(reportOf(again).initial?.train).toEqual(report.history.at(-1)?.train);
  });
});

test("bad input ends with 2 and the page's own words, on both outputs", async ({}, info) => {
  const files = await writeTrio(info.outputPath());
  const broken = info.outputPath("broken.csv");
  await writeFile(broken, `{"not": "a table"}`);
  const run = await ended(start(splits({ ...files, validation: broken })));
  expect(run.code).toBe(2);
  const report = reportOf(run);
  expect(report).toMatchObject({ ok: false, error: { code: "not-csv", split: "validation" }, history: [], evaluation: null });
  expect(run.stderr).toContain(report.error?.message);
});

test("bad usage ends with 2 and a report that says which argument", async () => {
  const run = await ended(start(["--train", "a.csv"]));
  expect(run.code).toBe(2);
  expect(reportOf(run).error).toMatchObject({ code: "usage", message: "--validation is missing: name the validation CSV file." });
  expect(run.stderr).toContain("Usage: npm run headless");
});

test("a file without names has columns c0, c1, …", async ({}, info) => {
  const folder = info.outputPath("plain");
  await mkdir(folder, { recursive: true });
  const files = await writeTrio(folder);
  for (const file of Object.values(files) as string[]) {
    const text = await readFile(file, "utf8");
    await writeFile(file, text.slice(text.indexOf("\n") + 1));
  }
  const run = await ended(start([...splits(files), "--no-header", "--label", "c3", "--positive", "1", "--quiet"]));
  expect(run.code, run.stderr).toBe(0);
  expect(reportOf(run).data.train).toMatchObject({ rows: 600, columns: ["c0", "c1", "c2", "c3"] });
});

test("a configuration makes the splits that have no file", async ({}, info) => {
  const { train } = await writeTrio(info.outputPath());
  const config = info.outputPath("split.json");
  const split = { from: "train", into: ["validation", "test"], method: { type: "stratified", column: "evil", seed: 3 } };
  await writeFile(config, JSON.stringify({ format: "triptych.run-config", version: 1, epochs: 1, split }));
  const result = await ended(start(["--train", train, "--config", config, "--quiet"]));
  expect(result.code).toBe(0);
  const { data, config: ran } = reportOf(result);
  expect([data.train?.rows, data.validation?.rows, data.test?.rows]).toEqual([360, 120, 120]);
  expect(ran?.split).toEqual({ ...split, shares: { train: 0.6, validation: 0.2, test: 0.2 } });
});

test("a configuration says what is done with the columns, and what only test has is counted", async ({}, info) => {
  const words = { train: ["tcp", "udp"], validation: ["tcp"], test: ["icmp"] };
  const paths = Object.fromEntries(Object.keys(words).map((name) => [name, info.outputPath(`${name}.csv`)])) as Record<keyof typeof words, string>;
  for (const [name, own] of Object.entries(words)) {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 5 === 4 ? "" : i * 10},${own[i % own.length] ?? ""},${i % 2}`);
    await writeFile(paths[name as keyof typeof words], ["size,proto,evil", ...rows].join("\n"));
  }
  const [config, model] = [info.outputPath("run.json"), info.outputPath("model.json")];
  const features = {
    include: ["proto", "size"],
    encoding: { proto: { type: "one-hot", max: 1 } },
    missing: { size: { type: "indicator" } },
    transform: { size: [{ type: "clip", low: 0, high: 300 }, { type: "log1p" }] },
  };
  await writeFile(config, JSON.stringify({ format: "triptych.run-config", version: 1, epochs: 1, scaler: "robust", fitOn: "train", features }));
  const run = await ended(start([...splits(paths), "--config", config, "--export", model, "--quiet"]));
  expect(run.code, run.stderr).toBe(0);
  const { preprocessing, unseen } = reportOf(run);
  expect(preprocessing).toMatchObject({ scaler: "robust", fittedOn: "train" });
  expect(preprocessing?.features.map(({ name }) => name)).toEqual(["proto=tcp", "proto (other)", "size", "size is missing"]);
  expect(unseen).toEqual([{ column: "proto", rows: { train: 0, validation: 0, test: 40 }, examples: ["icmp"] }]);
  expect(JSON.parse(run.stdout)).toMatchObject({ config: { features } });
  const { fitted, golden } = readModelFile(await readFile(model, "utf8"));
  expect(fitted.columns).toHaveLength(4);
  expect(golden.rows.flat()).toContain("udp");
});

test("an interrupt in the middle of a run leaves no process behind", async ({}, info) => {
  const config = info.outputPath("long.json");
  const files = await writeTrio(info.outputPath());
  await writeFile(config, JSON.stringify({ format: "triptych.run-config", version: 1, epochs: 100_000 }));
  const child = start([...splits(files), "--config", config]);
  const ending = ended(child);
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (text: string) => {
      if (text.includes("epoch ")) resolve();
    });
  });
  const below = descendants(child.pid ?? 0);
  expect(below.length).toBeGreaterThan(0);
  child.kill("SIGINT");
  expect((await ending).code).toBe(130);
  await expect.poll(() => stillRunning(below)).toEqual([]);
});
