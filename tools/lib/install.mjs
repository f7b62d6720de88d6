import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runNpm } from "./process.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} Lockfile
 */

/**
 * What an installation lacks against the lockfile: paths of packages that are absent or of another version. Optional
 * packages may be absent (they are built for other machines), and so may what only a peer asked for.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json, npm's record of what it installed
 * @returns {string[]}
 */
export function missingPackages(wanted, installed) {
  const have = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([path, entry]) => {
      if (path === "") return false;
      const found = have[path];
      if (found === undefined) return entry.optional !== true && entry.peer !== true;
      return found.version !== entry.version || found.integrity !== entry.integrity;
    })
    .map(([path]) => path);
}

/**
 * @param {string} root
 * @returns {string | null} why an installation is needed, or null
 */
export function installReason(root) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return "node_modules is absent";
  const missing = missingPackages(
    JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")),
    JSON.parse(readFileSync(record, "utf8")),
  );
  if (missing.length === 0) return null;
  return `node_modules differs from package-lock.json (${missing.length} packages, ${missing[0]} first)`;
}

// The project keeps npm silent, so that a program's output is its own; a failed installation must still say why.
const QUIET = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Installs the locked packages where they are not installed. `npm ci` refuses a lockfile that lacks an optional
 * package of another platform (a registry that does not carry one leaves it out); `npm install` then installs the
 * same versions without it, and `--no-save` keeps the lockfile as it is.
 * @throws Error when npm fails
 */
export async function ensureInstalled() {
  const reason = installReason(ROOT);
  if (reason === null) return;
  console.log(`Installing packages: ${reason}. This takes a minute.`);
  const strict = await runNpm(["ci", ...QUIET], { capture: true, limitMs: 300_000 });
  if (strict.code === 0) return;
  const { code } = await runNpm(["install", "--no-save", ...QUIET], { limitMs: 300_000 });
  if (code === 0) return;
  console.error(strict.output);
  throw new Error("npm could not install the packages of package-lock.json (its reasons are above).");
}
