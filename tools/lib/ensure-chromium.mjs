import { existsSync } from "node:fs";
import { CHROMIUM_FLAGS, findChromium } from "./chromium.mjs";
import { run, runNode } from "./process.mjs";

/**
 * The system's way to a browser, in the order tried. Each is a list of commands.
 * @type {readonly { tool: string, commands: readonly string[][] }[]}
 */
const SYSTEM = [
  { tool: "apt-get", commands: [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]] },
  { tool: "dnf", commands: [["dnf", "install", "-y", "chromium"]] },
  { tool: "apk", commands: [["apk", "add", "chromium"]] },
  { tool: "brew", commands: [["brew", "install", "--cask", "chromium"]] },
];

/**
 * Whether a Chromium starts: one that lies there may still lack the system's libraries.
 * @param {string} path
 */
async function starts(path) {
  const { chromium } = await import("playwright");
  try {
    const browser = await chromium.launch({ executablePath: path, args: CHROMIUM_FLAGS, timeout: 30_000 });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/** Playwright's own Chromium, where it has been downloaded. */
async function downloaded() {
  const { chromium } = await import("playwright");
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

/** @param {string} tool */
async function has(tool) {
  return (await run(tool, ["--version"], { capture: true, limitMs: 20_000 })).code === 0;
}

async function installFromSystem() {
  const root = process.getuid?.() === 0;
  const sudo = !root && (await run("sudo", ["-n", "true"], { capture: true, limitMs: 10_000 })).code === 0;
  for (const { tool, commands } of SYSTEM) {
    if (!(tool === "brew" || root || sudo) || !(await has(tool))) continue;
    for (const command of commands) {
      const [program = "", ...args] = sudo && tool !== "brew" ? ["sudo", "-n", ...command] : command;
      await run(program, args, { limitMs: 240_000, env: { DEBIAN_FRONTEND: "noninteractive" } });
    }
    return;
  }
}

/**
 * A Chromium that starts: one that is here (`CHROMIUM_PATH`, the PATH, the usual places, Playwright's), else
 * downloaded by Playwright, else the system's package. Sets `CHROMIUM_PATH` for what runs next.
 * @returns {Promise<string>} its path
 * @throws Error that says what to do, where none can be had
 */
export async function ensureChromium() {
  const named = process.env["CHROMIUM_PATH"] ?? "";
  if (named !== "" && !existsSync(named)) {
    throw new Error(`CHROMIUM_PATH names ${named}, where there is no file. Correct it, or leave it unset to search.`);
  }
  const ways = [
    () => Promise.resolve(findChromium()),
    downloaded,
    async () => {
      console.log("No Chromium was found that starts: Playwright downloads one.");
      await runNode("node_modules/playwright/cli.js", ["install", "chromium"], { limitMs: 180_000 });
      return downloaded();
    },
    async () => {
      console.log("The download gave no Chromium that starts: trying the system's package.");
      await installFromSystem();
      return findChromium() ?? (await downloaded());
    },
  ];
  for (const way of ways) {
    const path = await way();
    if (path !== null && (await starts(path))) {
      process.env["CHROMIUM_PATH"] = path;
      return path;
    }
  }
  throw new Error(
    "No Chromium that starts was found, downloaded or installed. Install Chromium or Chrome, or name one in the environment variable CHROMIUM_PATH.",
  );
}
