import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What a browser loads on the way from opening the page to training, gzipped, in bytes (kB of 1,000). */
export const PAGE_LIMIT = 300_000;
/** What any one stage or panel beside that way may add when it is opened. */
export const ASIDE_LIMIT = 60_000;

/** What draws the charts of a run, loaded when the first run begins. */
export const WITH_RUN_LIMIT = 20_000;

/** @typedef {{ name: string, bytes: number }} Script */

/**
 * The scripts of a build by their folder: those of the page in assets/, lazy ones too (the Train stage is opened before
 * training); the charts that load with the first run in with-run/; stages and panels that nobody has to open before training in aside/; those of workers and what they
 * import in workers/; readers and writers of files that load when one is opened or saved in on-demand/. vite.config.ts
 * puts them there.
 * @param {string} dist
 * @returns {{ page: Script[], aside: Script[], withRun: Script[], onDemand: Script[], workers: Script[], pageBytes: number }}
 *   gzipped sizes, largest first
 */
export function measureBundle(dist) {
  const scripts = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(dist, name))).length }))
    .sort((a, b) => b.bytes - a.bytes);
  const within = (/** @type {string} */ folder) => scripts.filter(({ name }) => name.startsWith(folder));
  const page = scripts.filter(({ name }) => !/^(?:workers|on-demand|aside|with-run)\//.test(name));
  return {
    page,
    aside: within("aside/"),
    withRun: within("with-run/"),
    onDemand: within("on-demand/"),
    workers: within("workers/"),
    pageBytes: page.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
