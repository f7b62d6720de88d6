/** Trains in the built page, in a headless browser, and prints one JSON report; `--help` says how. */
import { errorOf, exitCodeOf, failureReport } from "./headless/failure";
import { readOptions, USAGE } from "./headless/options";
import { progressLines } from "./headless/progress";
import { runHeadless } from "./headless/run-headless";
import type { Report } from "../src/interop/report-schema";

// npm changes to the project's folder; the paths are relative to where the person stands.
const cwd = process.env["npm_lifecycle_event"] === "headless" ? (process.env["INIT_CWD"] ?? process.cwd()) : process.cwd();
const args = process.argv.slice(2);

async function report(): Promise<Report> {
  try {
    const options = readOptions(args, cwd);
    const show = options.quiet ? () => undefined : progressLines((line) => console.error(line), () => performance.now());
    return await runHeadless(options, show);
  } catch (reason) {
    return failureReport(errorOf(reason));
  }
}

if (args.includes("--help") || args.includes("-h")) {
  console.log(USAGE);
} else {
  const result = await report();
  const { error } = result;
  if (error !== null) console.error(error.code === "usage" ? `${error.message}\n\n${USAGE}` : error.message);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  process.exitCode = exitCodeOf(result);
}
