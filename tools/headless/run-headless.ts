import { basename } from "node:path";
import { SPLITS } from "../../src/domain/split";
import type { Report } from "../../src/interop/report-schema";
import { checkPaths, readNamed } from "./check-paths";
import { composeConfig } from "./compose-config";
import { errorOf, failureReport, InputError } from "./failure";
import { checkFiles, type HeadlessOptions } from "./options";
import type { PageState } from "./page-state";
import { openSession } from "./session";
import { TriptychPage } from "./triptych-page";

/** Runs once in a browser of its own. Whatever goes wrong is in the report; nothing is thrown. */
export async function runHeadless(options: HeadlessOptions, onChange: (state: PageState) => void): Promise<Report> {
  try {
    await checkPaths(options);
    const file = await readNamed("config", options.config);
    checkFiles(options, file);
    const config = composeConfig(file, options);
    const init = await readNamed("init", options.init);
    const session = await openSession();
    try {
      const triptych = new TriptychPage(await session.openPage(), onChange);
      return await drive(triptych, options, config, init);
    } finally {
      await session.close();
    }
  } catch (reason) {
    return failureReport(errorOf(reason));
  }
}

/** What a person would do, in the same order; where the page refuses something, its report says what and why. */
async function drive(triptych: TriptychPage, options: HeadlessOptions, config: string | null, init: string | null): Promise<Report> {
  if (options.engine !== "auto") {
    const answer = await triptych.choosesEngine(options.engine);
    if (!answer.ok) throw new InputError("engine-unavailable", `--engine ${options.engine}: ${answer.reason}`);
  }
  if (config !== null) {
    const name = options.config === null ? "command-line.json" : basename(options.config);
    const answer = await triptych.opens("settings", name, config);
    if (!answer.ok) return refused(await triptych.report(), answer.reason);
  }
  if (!options.header) await triptych.namesNoColumns();
  for (const split of SPLITS) {
    const path = options.files[split];
    if (path !== undefined && !(await triptych.loads(split, path))) return triptych.report();
  }
  if (init !== null && options.init !== null) {
    const answer = await triptych.opens("weights", basename(options.init), init);
    if (!answer.ok) return refused(await triptych.report(), answer.reason);
  }
  const ended = await triptych.trains();
  const report = await triptych.report();
  if (ended === "finished" && options.exportTo !== null) await triptych.savesModel(options.exportTo);
  if (options.screenshot !== null) await triptych.screenshot(options.screenshot);
  return report;
}

/** The page keeps a refusal for its report; its words on the screen stand in where it did not. */
function refused(report: Report, reason: string): Report {
  return report.error === null ? { ...report, ok: false, error: errorOf(new InputError("config", reason)) } : report;
}
