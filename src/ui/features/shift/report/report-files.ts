import { useState } from "react";
import { shiftMarkdown } from "../../../../domain/shift/shift-markdown";
import type { ShiftSection } from "../../../../domain/shift/shift-sections";
import { aboutReport } from "../../../../state/about-report";
import { useApp, useAppNow } from "../../../store-context";
import { REPORT_TERMS } from "./report-terms";

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
    saveMarkdown: () => { save("triptych-shift.md", "text/markdown", () => Promise.resolve(shiftMarkdown(sections, aboutReport(now()), REPORT_TERMS))); },
    saveJson: () => {
      save("triptych-shift.json", "application/json", async () => {
        const { shiftReportJson } = await import("../../../../state/shift-report-json");
        return shiftReportJson(now());
      });
    },
  };
}
