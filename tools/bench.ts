/** Measures the built page beside its peers and keeps the results in docs/benchmarks; `--help` says how. */
import { mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";
import { join, resolve } from "node:path";
import type { Bench, BenchContext } from "./bench/context";
import { big } from "./bench/big";
import { engine } from "./bench/engine";
import { evaluate } from "./bench/evaluate";
import { ingest } from "./bench/ingest";
import { readBenchOptions, USAGE, type BenchName, type BenchOptions } from "./bench/options";
import { findPeers } from "./bench/peers";
import { describePeers, resultTable, type BenchResult } from "./bench/table";
import { shift } from "./bench/shift";
import { ui } from "./bench/ui";
import { openSession } from "./headless/session";
import { sampleFiles } from "./headless/with-sample";
import { ROOT } from "./lib/process.mjs";

const BENCHES: Record<BenchName, Bench> = { ingest, engine, evaluate, shift, ui, big };

async function main({ benches, scale, runs, engine: choice, out }: BenchOptions): Promise<void> {
  const tell = (line: string): void => console.error(line);
  const peers = await findPeers();
  tell("Writing the sample…");
  const files = sampleFiles(scale);
  const session = await openSession();
  try {
    const folder = out !== null || scale === 1 ? resolve(ROOT, out ?? "docs/benchmarks") : null;
    const draw = (name: string, svg: string): void => {
      if (folder !== null) write(folder, `${name}.svg`, svg);
    };
    const context: BenchContext = { session, files, runs, engine: choice, peers, tell, draw };
    const machine = { ...describeMachine(), Chromium: session.browserVersion, ...describePeers(peers) };
    for (const bench of benches) {
      const { explanation, measure, once = false } = BENCHES[bench];
      const result: BenchResult = { bench, explanation, scale, runs: once ? 1 : runs, machine, measurements: await measure(context) };
      console.log(resultTable(result));
      if (folder === null) continue;
      write(folder, `${bench}.json`, `${JSON.stringify(result, null, 2)}\n`);
      write(folder, `${bench}.md`, resultTable(result));
    }
  } finally {
    await session.close();
  }
}

function describeMachine(): Record<string, string> {
  const [cpu] = cpus();
  return {
    System: `${platform()} ${arch()}`,
    Processor: `${cpu?.model.trim() ?? "unknown"}, ${cpus().length} threads, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    "Load before": `${loadavg()[0]?.toFixed(1) ?? "?"}; figures taken on a busy machine say little`,
    Node: process.version,
  };
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

if (process.argv.includes("--help")) {
  console.log(USAGE);
} else {
  try {
    await main(readBenchOptions(process.argv.slice(2)));
  } catch (reason) {
    console.error(reason instanceof Error ? reason.message : String(reason));
    process.exitCode = 1;
  }
}
