import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp, buildKernel } from "./lib/build.mjs";
import { playwrightCounts, settle, summaryLine, vitestCounts } from "./lib/counts.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { parityFiles } from "./lib/parity-files.mjs";
import { ROOT, runNode } from "./lib/process.mjs";

/** @typedef {import("./lib/counts.mjs").Counts} Counts */

const MINUTE = 60_000;
/** Longer than the end-to-end tests allow themselves, so that they still report when they take too long. */
const SUITE_MINUTES = 15.5;
const reports = mkdtempSync(join(tmpdir(), "triptych-test-"));

/**
 * A program that passes or fails as a whole. What it writes is shown when it has ended, so that several can run at once.
 * @param {string} file
 * @param {string[]} args
 * @returns {() => Promise<Counts>}
 */
function check(file, args = []) {
  return async () => {
    const { code, output } = await runNode(file, args, { capture: true, limitMs: 6 * MINUTE });
    if (output.trim() !== "") console.log(output.trimEnd());
    return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  };
}

/**
 * A program that writes a JSON report of its tests.
 * @param {(report: string) => { file: string, args: string[], env?: Record<string, string> }} command
 * @param {(report: unknown) => Counts} count
 * @returns {() => Promise<Counts>}
 */
function counted(command, count) {
  return async () => {
    const path = join(reports, "report.json");
    rmSync(path, { force: true });
    const { file, args, env } = command(path);
    const { code, timedOut } = await runNode(file, args, { limitMs: SUITE_MINUTES * MINUTE, env: { ...env } });
    if (timedOut) console.error(`The suite did not end in ${SUITE_MINUTES} minutes and was stopped.`);
    let report = null;
    try {
      report = JSON.parse(readFileSync(path, "utf8"));
    } catch {
      console.error("The suite left no report of its tests.");
    }
    return settle(count(report), code);
  };
}

/** @param {string[]} args */
function vitest(...args) {
  return (/** @type {string} */ report) => ({
    file: "node_modules/vitest/vitest.mjs",
    args: ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
  });
}

/** @type {Record<string, () => Promise<Counts>>} */
const SUITES = {
  typecheck: check("tools/typecheck.mjs"),
  lint: check("node_modules/eslint/bin/eslint.js", ["--config", "tools/eslint.config.js", "--max-warnings", "0", "."]),
  unused: check("node_modules/knip/bin/knip.js"),
  unit: counted(vitest(), vitestCounts),
  build: async () => {
    const failed = (await buildApp()) === 0 ? 0 : 1;
    return { passed: 1 - failed, failed, skipped: 0 };
  },
  size: check("tools/bundle-size.mjs"),
  e2e: counted(
    (report) => ({
      file: "node_modules/@playwright/test/cli.js",
      args: ["test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
    playwrightCounts,
  ),
};

/**
 * Suites for a run of their own: they repeat a part of another.
 * @type {Record<string, () => Promise<Counts>>}
 */
const EXTRA = {
  // Against the figures in PARITY_DIR (tools/parity by default), in Node and in the browser.
  parity: () => {
    const files = parityFiles(ROOT);
    if (files.length > 0) return counted(vitest(...files), vitestCounts)();
    console.error("No test reads the parity figures.");
    return Promise.resolve({ passed: 0, failed: 1, skipped: 0 });
  },
};

const ALL = { ...SUITES, ...EXTRA };

/** Suites that look at the sources alone, each mostly on one core. */
const SIDE_BY_SIDE = ["typecheck", "lint", "unused"];

/** Suites that want the compiled kernel, and those that want a browser. */
const WANTS_KERNEL = ["typecheck", "lint", "unused", "unit", "parity"];
const WANTS_BROWSER = ["unit", "parity", "e2e"];

/**
 * @param {string} title
 * @param {() => Promise<void>} step
 * @returns {Promise<Counts[]>} a failure where the step failed, so that no missing set-up passes unseen
 */
async function setUp(title, step) {
  try {
    await step();
    return [];
  } catch (reason) {
    console.error(`${title} failed: ${reason instanceof Error ? reason.message : String(reason)}`);
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
}

/** @param {readonly string[]} names */
async function main(names) {
  /** @type {Counts[]} */
  const results = await setUp("Installing packages", ensureInstalled);
  if (results.length > 0) return results;
  const wants = (/** @type {readonly string[]} */ suites) => names.some((name) => suites.includes(name));
  if (wants(WANTS_KERNEL)) {
    results.push(
      ...(await setUp("Building the kernel", async () => {
        if ((await buildKernel()) !== 0) throw new Error("its reason is above.");
      })),
    );
  }
  if (wants(WANTS_BROWSER)) {
    results.push(
      ...(await setUp("Finding a browser", async () => {
        const { ensureChromium } = await import("./lib/ensure-chromium.mjs");
        console.log(`Browser: ${await ensureChromium()}`);
      })),
    );
  }
  /** @type {string[]} */
  const lines = [];
  const runSuite = async (/** @type {string} */ name) => {
    const suite = ALL[name];
    if (suite === undefined) return;
    const began = performance.now();
    const counts = await suite();
    results.push(counts);
    lines.push(`${name.padEnd(10)} ${summaryLine([counts])} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  };
  const together = names.filter((name) => SIDE_BY_SIDE.includes(name));
  if (together.length > 0) {
    console.log(`\n── ${together.join(", ")} ──`);
    await Promise.all(together.map(runSuite));
  }
  for (const name of names) {
    if (together.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    await runSuite(name);
  }
  console.log(`\n${lines.join("\n")}`);
  return results;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in ALL));
if (unknown.length > 0) {
  console.error(`There is no suite "${unknown[0]}". There are: ${Object.keys(ALL).join(", ")}.`);
  process.exit(2);
}
const results = await main(chosen.length > 0 ? chosen : Object.keys(SUITES));
rmSync(reports, { recursive: true, force: true });
console.log(summaryLine(results));
process.exitCode = results.length > 0 && results.every(({ failed }) => failed === 0) ? 0 : 1;
