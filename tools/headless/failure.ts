import type { Split } from "../../src/domain/split";
import { buildReport } from "../../src/interop/report";
import type { Report, ReportError } from "../../src/interop/report-schema";
import { UsageError } from "./options";

/** Bad input that the runner meets before the page can: a path where nothing is, an engine that is not offered. */
export class InputError extends Error {
  override name = "InputError";
  readonly code: "unreadable" | "unwritable" | "engine-unavailable" | "config";
  readonly split: Split | null;

  constructor(code: InputError["code"], message: string, split: Split | null = null) {
    super(message);
    this.code = code;
    this.split = split;
  }
}

/** Codes of errors that are the program's own or the machine's; every other code names something about the input. */
const FAULTS: readonly string[] = ["internal", "worker-gone", "engine-lost", "not-trained"];

/** 0 trained, 2 bad usage or bad input, 1 an internal fault. */
export function exitCodeOf({ ok, error }: Report): 0 | 1 | 2 {
  if (ok && error === null) return 0;
  return error === null || FAULTS.includes(error.code) ? 1 : 2;
}

/** The error of a report for whatever was thrown. */
export function errorOf(reason: unknown): ReportError {
  const message = reason instanceof Error ? reason.message : String(reason);
  const code = reason instanceof InputError ? reason.code : reason instanceof UsageError ? "usage" : "internal";
  return { code, message, split: reason instanceof InputError ? reason.split : null, line: null, column: null };
}

/** The report of a run that came to nothing: all but the error is empty. */
export function failureReport(error: ReportError): Report {
  return buildReport({
    error,
    problems: [],
    engine: null,
    rowsPerSecond: null,
    data: {},
    positives: {},
    fitted: null,
    unseen: [],
    config: null,
    ending: null,
    history: [],
    changes: [],
    figures: null,
    shift: null,
    intervals: { type: "shares", reason: "Nothing was trained." },
    timing: { ingestMs: null, scaleMs: null, trainMs: null, evaluateMs: null, totalMs: null, longestMainThreadTaskMs: null },
    peakHeapBytes: null,
    trainer: null,
    outboundRequests: 0,
  });
}
