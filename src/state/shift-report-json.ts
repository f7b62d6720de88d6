import { shiftJson } from "../interop/shift-json";
import { missingReasons } from "../domain/shift/shift-findings";
import type { AppState } from "./app-state";

/** The figures of the shift report as a file of their own: what a run's report has as `shift`. @throws Error before it was made */
export function shiftReportJson({ shiftReport: { answer } }: Pick<AppState, "shiftReport">): string {
  if (answer === null) throw new Error("The report is not made yet.");
  const { question, value } = answer;
  const { files, label, rows } = question.data;
  const data = Object.fromEntries(Object.entries(files).map(([split, { fileName, sha256 }]) => [split, { fileName, sha256, ...rows[split as keyof typeof rows] }]));
  return `${JSON.stringify({ format: "triptych.shift", version: 1, data, label, shift: shiftJson(value), missing: missingReasons(value) }, null, 2)}\n`;
}
