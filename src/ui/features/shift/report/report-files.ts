import { useState } from "react";
import { formatCount } from "../../../../domain/format";
import { shiftMarkdown } from "../../../../domain/shift/shift-markdown";
import type { ShiftSection } from "../../../../domain/shift/shift-sections";
import { SPLITS, SPLIT_TITLES } from "../../../../domain/split";
import type { AppState } from "../../../../state/app-state";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { useApp, useAppNow } from "../../../store-context";

interface ReportFiles {
  readonly saveMarkdown: () => void;
  readonly saveJson: () => void;
  /** Why a file could not be made. */
  readonly failure: string | null;
}

export function useReportFiles(sections: readonly ShiftSection[]): ReportFiles {
  const saveFile = useApp((state) => state.saveFile);
  const now = useAppNow();
  const [failure, setFailure] = useState<string | null>(null);
  const save = (name: string, type: string, make: () => Promise<string>): void => {
    setFailure(null);
    make().then(
      (text) => { saveFile(name, new Blob([text], { type })); },
      (reason: unknown) => { setFailure(`The file could not be made: ${reason instanceof Error ? reason.message : String(reason)}`); },
    );
  };
  return {
    failure,
    saveMarkdown: () => { save("triptych-shift.md", "text/markdown", () => Promise.resolve(shiftMarkdown(sections, aboutLines(now())))); },
    saveJson: () => {
      save("triptych-shift.json", "application/json", async () => {
        const { shiftReportJson } = await import("../../../../state/shift-report-json");
        return shiftReportJson(now());
      });
    },
  };
}

/** What a report is of: the files with their rows, the label, and the net. */
export function aboutLines({ shiftReport, run }: Pick<AppState, "shiftReport" | "run">): string[] {
  const question = shiftReport.answer?.question;
  if (question === undefined) return [];
  const { data, runId } = question;
  const net = runId === null ? "No net was trained." : run?.id !== runId ? "The net of an earlier run." : `The net of a run of ${run.history.at(-1)?.epoch ?? 0} epochs, seed ${run.config.seed}, at threshold ${run.config.threshold}.`;
  return [...SPLITS.map((split) => fileLine(data, split)), `Label: ${data.label.column}. Features: ${data.spec.features.length}.`, net];
}

function fileLine({ files, rows }: PreparedMeta, split: (typeof SPLITS)[number]): string {
  return `${SPLIT_TITLES[split]}: ${files[split].fileName}, ${formatCount(rows[split].rows)} rows.`;
}
