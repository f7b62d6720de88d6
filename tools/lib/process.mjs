import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Ends a child and all that it started (a child is the leader of its own process group, except on Windows).
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    if (running.size === 0 && process.listenerCount(signal) > 1) return;
    for (const child of running) end(child, "SIGTERM");
    if (process.listenerCount(signal) === 1) process.exit(130);
  });
}

/**
 * Runs a program to its end. A program over its time limit is ended with all its children.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, limitMs?: number, capture?: boolean, cwd?: string }} [options]
 *   `capture` returns what it wrote instead of showing it
 * @returns {Promise<{ code: number, timedOut: boolean, output: string }>} code 127 where it could not be started
 */
export function run(command, args, { env = {}, limitMs = 0, capture = false, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", capture ? "pipe" : "inherit", capture ? "pipe" : "inherit"],
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    let timedOut = false;
    const timer =
      limitMs > 0
        ? setTimeout(() => {
            timedOut = true;
            end(child, "SIGTERM");
            setTimeout(() => end(child, "SIGKILL"), 5_000).unref();
          }, limitMs)
        : undefined;
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, timedOut, output });
    };
    child.stdout?.setEncoding("utf8").on("data", (text) => (output += text));
    child.stderr?.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("error", (error) => {
      output += error.message;
      finish(127);
    });
    child.on("close", (code, signal) => finish(code ?? (signal === null ? 1 : 128)));
  });
}

/**
 * Runs one of the project's installed Node programs by its file, so that no shell and no npx is needed.
 * @param {string} file path below node_modules or the project
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(file, args, options) {
  return run(process.execPath, [join(ROOT, file), ...args], options);
}

/**
 * Runs npm: the one that runs us, else the one on the PATH.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNpm(args, options) {
  const cli = process.env["npm_execpath"];
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli)) return run(process.execPath, [cli, ...args], options);
  return process.platform === "win32" ? run("cmd.exe", ["/c", "npm", ...args], options) : run("npm", args, options);
}
