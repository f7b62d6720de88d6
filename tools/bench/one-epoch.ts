import { DEFAULT_CONFIG, type RunConfig } from "../../src/domain/run-config";
import { writeRunConfig } from "../../src/interop/run-config";
import type { Report } from "../../src/interop/report-schema";
import type { TriptychPage } from "../headless/triptych-page";

let opened = 0;

/** Trains the reference net for one epoch on the files that are loaded. */
export async function trainOneEpoch(triptych: TriptychPage, batchSize: RunConfig["batchSize"]): Promise<Report> {
  // A name of its own for each, so that the page's answer can be told from that to the one before.
  const answer = await triptych.opens("settings", `bench-${++opened}.json`, writeRunConfig({ ...DEFAULT_CONFIG, batchSize, epochs: 1 }));
  if (!answer.ok) throw new Error(answer.reason);
  await triptych.trains();
  const report = await triptych.report();
  if (report.error !== null) throw new Error(report.error.message);
  return report;
}
