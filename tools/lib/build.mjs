import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runNode } from "./process.mjs";

export const DIST = join(ROOT, "dist");

/** Compiles the kernel to src/engine/wasm/generated. */
export async function buildKernel() {
  return (await runNode("tools/build-kernel.mjs", [], { limitMs: 120_000 })).code;
}

/**
 * Builds the kernel, then the page to dist/.
 * @returns {Promise<number>} an exit status
 */
export async function buildApp() {
  const kernel = await buildKernel();
  if (kernel !== 0) return kernel;
  return (await runNode("node_modules/vite/bin/vite.js", ["build"], { limitMs: 240_000 })).code;
}

export function isBuilt() {
  return existsSync(join(DIST, "index.html"));
}
