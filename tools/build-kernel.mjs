import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// Compiles the fused kernel twice from the same source. Run it with `node tools/build-kernel.mjs`; it does nothing
// while the sources, this file and the compiler are those of the last build.

const ROOT = resolve(import.meta.dirname, "..");
const SOURCES = "src/engine/wasm/assembly";
const OUTPUT = "src/engine/wasm/generated";
const STAMP = join(ROOT, OUTPUT, "sources.sha256");

/** @type {Record<string, readonly string[]>} */
const FEATURES = {
  "fused-relaxed-simd": ["--enable", "simd", "--enable", "relaxed-simd"],
  "fused-simd": ["--enable", "simd"],
};

/** A megabyte to start with, and all that 32-bit addresses reach to grow into; both in pages of 64 KiB. */
const MEMORY = ["--initialMemory", "16", "--maximumMemory", "65536"];

/**
 * Builds what is out of date.
 * @returns {Promise<boolean>} whether anything was built
 */
export async function buildKernels() {
  const stamp = fingerprint();
  const built = Object.keys(FEATURES).every((name) => existsSync(join(ROOT, OUTPUT, `${name}.wasm`)));
  if (built && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return false;
  mkdirSync(join(ROOT, OUTPUT), { recursive: true });
  for (const [name, features] of Object.entries(FEATURES)) await compile(name, features);
  writeFileSync(STAMP, stamp);
  return true;
}

/**
 * @param {string} name
 * @param {readonly string[]} features
 */
async function compile(name, features) {
  const { default: asc } = await import("assemblyscript/asc");
  const errors = asc.createMemoryStream();
  const { error } = await asc.main([
    `${SOURCES}/kernel.ts`,
    ...["--baseDir", ROOT, "--outFile", `${OUTPUT}/${name}.wasm`],
    ...["-O3", "--noAssert", "--runtime", "stub"],
    // 112 warns that vectors cannot be passed to the host; only functions inside the kernel take them.
    ...["--disableWarning", "112"],
    ...MEMORY,
    ...features,
  ], { stderr: errors });
  if (error !== null) throw new Error(`The kernel ${name} did not compile.\n${errors.toString()}`, { cause: error });
}

function fingerprint() {
  const hash = createHash("sha256").update(readFileSync(import.meta.filename));
  hash.update(readFileSync(join(ROOT, "node_modules/assemblyscript/package.json")));
  const folder = join(ROOT, SOURCES);
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await buildKernels()) ? "Compiled the kernel." : "The kernel is up to date.");
}
