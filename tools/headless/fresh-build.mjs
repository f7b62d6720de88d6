import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a build is made of. A folder's own time tells of files that were removed. */
const SOURCES = ["src", "public", "index.html", "vite.config.ts", "package.json", "package-lock.json", "tools/lib/csp.mjs", "tools/build-kernel.mjs"];

/**
 * Whether dist/ was built after the last change to any of its sources.
 * @param {string} root the project's folder
 */
export function isBuildFresh(root) {
  const page = join(root, "dist/index.html");
  if (!existsSync(page)) return false;
  const built = statSync(page).mtimeMs;
  return SOURCES.every((source) => newest(join(root, source)) <= built);
}

/**
 * @param {string} path
 * @returns {number} the latest time of change at or below a path, in milliseconds; -Infinity where there is nothing
 */
function newest(path) {
  if (!existsSync(path)) return -Infinity;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), info.mtimeMs);
}
