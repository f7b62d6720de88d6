import { problem, type Problem } from "../domain/problem";
import type { Split } from "../domain/split";

/** What an exception says, as the text of a problem. */
function textOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

export function unreadableFile(split: Split, file: string, reason: unknown): Problem {
  return problem("error", "unreadable", `${file} could not be read: ${textOf(reason)}`, "Choose the file again.", { split, file });
}

/** The data worker could not do what was asked of it. */
export function dataWorkerFailed(reason: unknown): Problem {
  return problem("error", "unreadable", textOf(reason), "What was loaded is as it was.");
}

export function sampleFailed(reason: unknown): Problem {
  return problem("error", "unreadable", `The sample could not be made: ${textOf(reason)}`, "Try again.");
}
