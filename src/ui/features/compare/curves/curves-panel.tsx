import { SegmentedControl } from "@mantine/core";
import { useDeferredValue, type ReactNode } from "react";
import type { AppState } from "../../../../state/app-state";
import { inexactness, shownComparison, type Inexactness } from "../../../../state/compare-figures";
import { AfterPaint } from "../../../components/after-paint";
import { useApp } from "../../../store-context";
import { AlertCard } from "./alert-card";
import { AtThreshold } from "./at-threshold";
import { CalibrationChart } from "./calibration-chart";
import { CurveChart } from "./curve-chart";
import { setCurveSettings, useCurveSettings } from "./curve-settings";
import styles from "./curves.module.css";
import { LayoutSwitch, ScoreChart } from "./score-chart";

/** Curves over all thresholds, and the one threshold of the stage on each of them. */
export function CurvesPanel() {
  const shown = useApp(shownComparison);
  const waiting = useApp(inexactness);
  if (shown === null) return <p role="status">{waiting === null ? "There is nothing to draw yet." : whyNot(waiting)}</p>;
  return (
    <div className={styles.panel}>
      <AtThreshold />
      <Charts />
    </div>
  );
}

function whyNot(waiting: Inexactness): string {
  return waiting.kind === "unavailable" || waiting.kind === "failed" ? waiting.reason : "Working out the figures…";
}

function Charts() {
  // What is dragged goes first; of epochs that follow each other fast, those in between need not be drawn.
  const shown = useDeferredValue(useApp(shownComparison));
  const run = useApp(runOf);
  const { curves, called } = useCurveSettings();
  if (shown === null) return null;
  const { splits, exact } = shown;
  const of = { splits, run, exact };
  const axis = (
    <SegmentedControl<"linear" | "log">
      size="xs"
      aria-label="Axis of rows called 1"
      value={called}
      data={["linear", "log"]}
      onChange={(next) => { setCurveSettings({ called: next }); }}
    />
  );
  return (
    <>
      <Later turn={0}>
        <ScoreChart splits={splits} run={run} />
      </Later>
      <div className={styles.bar}>
        <span>Curves of the three splits</span>
        <LayoutSwitch label="Plots of curves" value={curves} onChange={(next) => { setCurveSettings({ curves: next }); }} />
      </div>
      <div className={styles.charts} data-layout={curves}>
        <Later turn={1}>
          <CurveChart name="roc" {...of} />
        </Later>
        <Later turn={2}>
          <CurveChart name="precision-recall" {...of} />
        </Later>
        <Later turn={3}>
          <CurveChart name="gain" {...of} actions={axis} />
        </Later>
        <Later turn={4}>
          <CurveChart name="lift" {...of} actions={axis} />
        </Later>
        <Later turn={5}>
          <CalibrationChart {...of} />
        </Later>
        <AlertCard />
      </div>
    </>
  );
}

function Later({ turn, children }: { readonly turn: number; readonly children: ReactNode }) {
  return (
    <AfterPaint turn={turn} placeholder={<div className={styles.placeholder} />}>
      {children}
    </AfterPaint>
  );
}

function runOf({ run }: AppState): number | null {
  return run?.id ?? null;
}
