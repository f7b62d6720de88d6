import { missingReasons } from "../domain/shift/shift-findings";
import { perSplit } from "../domain/split";
import { shiftJson } from "../interop/shift-json";
import type { AppState } from "./app-state";

/** The figures of the shift report as a file of their own: what a run's report has as `shift`. @throws Error before it was made */
export function shiftReportJson({ shiftReport: { answer } }: Pick<AppState, "shiftReport">): string {
  if (answer === null) throw new Error("The report is not made yet.");
  const { question: { data: { files, label, rows, fitted }, net }, value } = answer;
  const data = perSplit((split) => {
    const { fileName, sha256, carved } = files[split];
    return { fileName, sha256, ...(carved === null ? {} : { dealt: carved }), ...rows[split] };
  });
  const report = { format: "triptych.shift", version: 1, data, label, fittedOn: fitted.fitOn, net, shift: shiftJson(value), missing: missingReasons(value) };
  return `${JSON.stringify(report, null, 2)}\n`;
}
