import { lazy } from "react";
import { compareBlocker } from "../../../state/compared-net";
import { RowsNote } from "../../components/rows-mark";
import { PanelTabs, type StagePanel } from "../../components/panel-tabs";
import { StageHeader } from "../../components/stage-header";
import { MomentBar } from "../../panels/moment-bar";
import { ThresholdBar } from "../../panels/threshold-bar";
import { useApp } from "../../store-context";
import styles from "./compare-stage.module.css";

const FiguresPanel = lazy(async () => ({ default: (await import("./figures/figures-panel")).FiguresPanel }));
const CurvesPanel = lazy(async () => ({ default: (await import("./curves/curves-panel")).CurvesPanel }));
const ErrorsPanel = lazy(async () => ({ default: (await import("./errors/errors-panel")).ErrorsPanel }));
const WhyPanel = lazy(async () => ({ default: (await import("./why/why-panel")).WhyPanel }));
const InsidePanel = lazy(async () => ({ default: (await import("./inside/inside-panel")).InsidePanel }));

const PANELS: readonly StagePanel[] = [
  { name: "figures", title: "Figures", view: () => <FiguresPanel /> },
  { name: "curves", title: "Curves", view: () => <CurvesPanel /> },
  { name: "errors", title: "Errors", view: () => <ErrorsPanel /> },
  { name: "why", title: "Why", view: () => <WhyPanel /> },
  { name: "inside", title: "Inside the net", view: () => <InsidePanel /> },
];

/** The three splits side by side, of any epoch and at any threshold. Only the panel that is open asks for anything. */
export function CompareStage() {
  const blocker = useApp(compareBlocker);
  return (
    <>
      <StageHeader title="Compare" subtitle="The three splits side by side: every figure with its baseline and its uncertainty." />
      {blocker === null ? <Panels /> : <p>{blocker}</p>}
    </>
  );
}

function Panels() {
  return (
    <div className={styles.stack}>
      <RowsNote />
      <MomentBar />
      <ThresholdBar />
      <PanelTabs stage="compare" label="Ways to compare" panels={PANELS} />
    </div>
  );
}
