import { Button } from "@mantine/core";
import { useMemo } from "react";
import { shiftSections, type ShiftSection } from "../../../../domain/shift/shift-sections";
import { trainingBlocker } from "../../../../state/selectors";
import { isActive } from "../../../../state/run-slice";
import { isReportOutdated } from "../../../../state/shift-report-slice";
import { Card } from "../../../components/card";
import { FailedNotice } from "../../../components/failed-notice";
import { LeakageNote } from "../../../components/leakage-mark";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";
import { ReportPage } from "./report-page";
import styles from "./report.module.css";
import { useReportFiles } from "./report-files";

/** Everything about the shift on one page that can be printed, and as files. */
export function ReportPanel() {
  const look = useApp((state) => state.shiftReport);
  const make = useApp((state) => state.makeShiftReport);
  const active = useApp(({ run }) => isActive(run));
  const { answer } = look;
  const sections = useMemo(() => (answer === null ? null : shiftSections(answer.value)), [answer]);
  return (
    <div className={styles.panel}>
      <Card title="Shift report" hint="one page with everything that was found, for print and as files">
        <div className={styles.stack}>
          <Asking made={sections !== null} />
          {look.status === "looking" && <Waiting />}
          {look.status === "failed" && (active ? <p role="alert">The report could not be made: {look.error}</p> : <FailedNotice text={`The report could not be made: ${look.error}`} onAgain={make} />)}
          {answer?.question.data.fitted.fitOn === "everything" && <LeakageNote />}
          {sections !== null && answer !== null && <Files sections={sections} />}
        </div>
      </Card>
      {sections !== null && answer !== null && <ReportPage sections={sections} findings={answer.value} />}
    </div>
  );
}

function Asking({ made }: { readonly made: boolean }) {
  const ready = useApp((state) => state.preparation.status === "ready");
  const blocker = useApp(trainingBlocker);
  const looking = useApp((state) => state.shiftReport.status === "looking");
  const make = useApp((state) => state.makeShiftReport);
  const active = useApp(({ run }) => isActive(run));
  const failed = useApp((state) => state.shiftReport.status === "failed");
  const outdated = useApp(isReportOutdated);
  return (
    <>
      {!made && (
        <p>
          Measures what changed from train to validation and test, whether a net can tell them apart, what that cost the last net trained, and what share of positives its scores suggest.
          At a million rows it takes some ten seconds.
        </p>
      )}
      {!ready && <p role="status">{blocker ?? "The three splits are being made ready…"}</p>}
      {ready && active && !failed && <p role="status">A run is under way, and the engine is busy with it. Make the report when it has ended, or stop it.</p>}
      {outdated && <p role="status">Another net has been trained since this report was made.</p>}
      <div>
        <Button disabled={!ready || looking || active} variant={made ? "default" : "filled"} onClick={make}>
          {made ? "Make it anew" : "Make the report"}
        </Button>
      </div>
    </>
  );
}

function Waiting() {
  const portion = useApp((state) => state.shiftReport.portion);
  const stop = useApp((state) => state.stopShiftReport);
  return <WorkProgress doing="Making the report" what="the report" portion={portion} onCancel={stop} />;
}

function Files({ sections }: { readonly sections: readonly ShiftSection[] }) {
  const { saveMarkdown, saveJson, failure } = useReportFiles(sections);
  return (
    <div className={styles.files} role="group" aria-label="Take the report along">
      <Button variant="default" onClick={() => { window.print(); }}>
        Print
      </Button>
      <Button variant="default" onClick={saveMarkdown}>
        Download Markdown
      </Button>
      <Button variant="default" onClick={saveJson}>
        Download JSON
      </Button>
      {failure !== null && <p role="alert">{failure}</p>}
    </div>
  );
}
