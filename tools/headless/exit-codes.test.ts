import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/interop/report-schema";
import { errorOf, exitCodeOf, failureReport, InputError } from "./failure";
import { UsageError } from "./options";

describe("a run that came to nothing", () => {
  it.each([
    [new UsageError("--train is missing"), "usage", null, 2],
    [new InputError("unreadable", "there is no such file", "test"), "unreadable", "test", 2],
    [new InputError("engine-unavailable", "no WebGL"), "engine-unavailable", null, 2],
    [new TypeError("x is undefined"), "internal", null, 1],
    ["thrown text", "internal", null, 1],
  ])("by %s has a report to the schema and its exit status", (reason, code, split, status) => {
    const report = failureReport(errorOf(reason));
    expect(reportSchema.parse(report)).toMatchObject({ ok: false, error: { code, split, line: null, column: null }, history: [] });
    expect(exitCodeOf(report)).toBe(status);
  });

  it.each([
    ["not-a-number", 2],
    ["config", 2],
    ["diverged", 2],
    ["worker-gone", 1],
    ["engine-lost", 1],
  ])("ends with the status of the page's own code %s", (code, status) => {
    expect(exitCodeOf(failureReport({ code, message: "", split: null, line: null, column: null }))).toBe(status);
  });
});
