import { Tabs } from "@mantine/core";
import { Suspense, lazy, type ReactNode } from "react";
import { StageHeader } from "../../components/stage-header";
import styles from "./shift-stage.module.css";

const ChangedPanel = lazy(async () => ({ default: (await import("./changed/changed-panel")).ChangedPanel }));
const ApartPanel = lazy(async () => ({ default: (await import("./apart/apart-panel")).ApartPanel }));
const CostPanel = lazy(async () => ({ default: (await import("./cost/cost-panel")).CostPanel }));
const CorrectPanel = lazy(async () => ({ default: (await import("./correct/correct-panel")).CorrectPanel }));
const DealPanel = lazy(async () => ({ default: (await import("./deal/deal-panel")).DealPanel }));
const InjectPanel = lazy(async () => ({ default: (await import("./inject/inject-panel")).InjectPanel }));
const ReportPanel = lazy(async () => ({ default: (await import("./report/report-panel")).ReportPanel }));

const PANELS: readonly { readonly name: string; readonly title: string; readonly view: () => ReactNode }[] = [
  { name: "changed", title: "What changed", view: () => <ChangedPanel /> },
  { name: "apart", title: "Telling them apart", view: () => <ApartPanel /> },
  { name: "cost", title: "What it cost", view: () => <CostPanel /> },
  { name: "correct", title: "Correct", view: () => <CorrectPanel /> },
  { name: "deal", title: "Deal again", view: () => <DealPanel /> },
  { name: "inject", title: "Inject", view: () => <InjectPanel /> },
  { name: "report", title: "Report", view: () => <ReportPanel /> },
];

/** What differs between the splits, what that cost, and what can be done. Only the panel that is open asks for anything. */
export function ShiftStage() {
  return (
    <>
      <StageHeader title="Shift" subtitle="What changed between the splits, what it cost, and what can be done about it." />
      <Tabs defaultValue="changed" keepMounted={false} color="var(--ink)">
        <Tabs.List className={styles.tabs ?? ""} aria-label="Ways to look at the shift">
          {PANELS.map(({ name, title }) => (
            <Tabs.Tab key={name} value={name}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PANELS.map(({ name, view }) => (
          <Tabs.Panel key={name} value={name} className={styles.panel ?? ""}>
            <Suspense fallback={<p role="status">Loading the panel…</p>}>{view()}</Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
