import { fork } from "node:child_process";
import { pathToFileURL } from "node:url";
import { buildApp } from "../lib/build.mjs";
import { findChromium } from "../lib/chromium.mjs";
import { ensureChromium } from "../lib/ensure-chromium.mjs";
import { ensureInstalled, installReason } from "../lib/install.mjs";
import { ROOT } from "../lib/process.mjs";
import { isBuildFresh } from "./fresh-build.mjs";

/**
 * Installs and builds what is missing, in a process of its own whose every word goes to standard error: standard
 * output belongs to the program that asked.
 * @param {{ browser?: boolean }} [options] `browser`: also see to a Chromium that starts
 * @returns {Promise<string | null>} the Chromium's path, where one was asked for
 * @throws Error when something could not be had; the reason is on standard error
 */
export async function prepare({ browser = findChromium() === null } = {}) {
  if (!browser && installReason(ROOT) === null && isBuildFresh(ROOT)) return null;
  const child = fork(import.meta.filename, browser ? ["--browser"] : [], {
    stdio: ["ignore", 2, 2, "ipc"],
    execArgv: [],
    // npm runs quietly in this project; a failed installation must still say why.
    env: { ...process.env, npm_config_loglevel: "error" },
  });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on("SIGINT", forward).on("SIGTERM", forward);
  /** @type {string | null} */
  let path = null;
  child.on("message", (message) => {
    if (typeof message === "string") path = message;
  });
  const code = await new Promise((resolve) => child.on("close", (status) => resolve(status ?? 130)));
  process.off("SIGINT", forward).off("SIGTERM", forward);
  if (code === 130) process.exit(130);
  if (code !== 0) throw new Error("Installing or building failed: the reason is above.");
  if (path !== null) process.env["CHROMIUM_PATH"] = path;
  return path;
}

/** @param {boolean} browser */
async function installAndBuild(browser) {
  await ensureInstalled();
  if (!isBuildFresh(ROOT) && (await buildApp()) !== 0) throw new Error("The page could not be built.");
  if (browser) process.send?.(await ensureChromium());
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installAndBuild(process.argv.includes("--browser")).catch((/** @type {unknown} */ reason) => {
    console.error(reason instanceof Error ? reason.message : String(reason));
    process.exitCode = 1;
  });
  process.disconnect?.();
}
