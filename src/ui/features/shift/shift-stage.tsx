import { lazy } from "react";
import { PanelTabs, type StagePanel } from "../../components/panel-tabs";
import { StageHeader } from "../../components/stage-header";

const ChangedPanel = lazy(async () => ({ default: (await import("./changed/changed-panel")).ChangedPanel }));
const ApartPanel = lazy(async () => ({ default: (await import("./apart/apart-panel")).ApartPanel }));
const CostPanel = lazy(async () => ({ default: (await import("./cost/cost-panel")).CostPanel }));
const CorrectPanel = lazy(async () => ({ default: (await import("./correct/correct-panel")).CorrectPanel }));
const DealPanel = lazy(async () => ({ default: (await import("./deal/deal-panel")).DealPanel }));
const InjectPanel = lazy(async () => ({ default: (await import("./inject/inject-panel")).InjectPanel }));
const ReportPanel = lazy(async () => ({ default: (await import("./report/report-panel")).ReportPanel }));

const PANELS: readonly StagePanel[] = [
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
      <PanelTabs stage="shift" label="Ways to look at the shift" panels={PANELS} />
    </>
  );
}
