import { DEFAULT_CONFIG, type RunConfig } from "../../src/domain/run-config";
import { writeRunConfig } from "../../src/interop/run-config";
import type { Report } from "../../src/interop/report-schema";
import type { TriptychPage } from "../headless/triptych-page";

let opened = 0;

/** Trains on the files that are loaded: the reference net for one epoch, but for what `settings` says. */
export async function trainOnce(triptych: TriptychPage, settings: Partial<RunConfig>): Promise<Report> {
  // A name of its own for each, so that the page's answer can be told from that to the one before.
  const config = writeRunConfig({ ...DEFAULT_CONFIG, epochs: 1, ...settings });
  const answer = await triptych.opens("settings", `bench-${++opened}.json`, config);
  if (!answer.ok) throw new Error(answer.reason);
  await triptych.trains();
  const report = await triptych.report();
  if (report.error !== null) throw new Error(report.error.message);
  return report;
}

/** The engine of a report as a heading has it. */
export function engineOf({ engine }: Report): string {
  if (engine === null) throw new Error("The report names no engine.");
  return `${engine.name} ${engine.variant}, pool ${engine.pool}`;
}
