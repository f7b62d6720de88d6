import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runNode } from "./lib/process.mjs";

// Every program of tsconfig.json, two at a time: each has its own libraries, which is what keeps `document` out of
// the domain and the workers.

/** @type {{ references: { path: string }[] }} */
const { references } = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8"));
const waiting = references.map(({ path }) => path);
if (waiting.length === 0) throw new Error("tsconfig.json names no program to check.");

async function worker() {
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const { code, output } = await runNode("node_modules/typescript/bin/tsc", ["-p", path, "--pretty", "false"], {
      capture: true,
      limitMs: 240_000,
    });
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${path}${output === "" ? "" : `\n${output.trimEnd()}`}`);
    if (code !== 0) process.exitCode = 1;
  }
}

await Promise.all([worker(), worker()]);
