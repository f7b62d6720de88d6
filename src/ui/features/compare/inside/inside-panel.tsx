import { Suspense, lazy } from "react";
import { AfterPaint } from "../../../components/after-paint";
import { useApp } from "../../../store-context";
import { InsideWords } from "./inside-words";
import styles from "./inside.module.css";
import { LayerTable } from "./layer-table";
import { useAskedInsight, useInsights, useShownInsight } from "./use-insight";
import { WeightMaps } from "./weight-maps";

const LayerCharts = lazy(async () => ({ default: (await import("./layer-charts")).LayerCharts }));
const SpreadCharts = lazy(async () => ({ default: (await import("./spread-charts")).SpreadCharts }));

/** What the layers hold and what goes through them: at the epoch shown, and over the epochs that were kept. */
export function InsidePanel() {
  useAskedInsight();
  const insights = useInsights();
  const shown = useShownInsight(insights);
  const runId = useApp((state) => state.run?.id ?? null);
  if (shown === null) return <p>There is no net to look into yet.</p>;
  const { insight, epoch } = shown;
  return (
    <div className={styles.panel} key={runId}>
      <InsideWords shown={shown} insights={insights} />
      {insight !== null && (
        <>
          <LayerTable shown={insight} />
          <AfterPaint turn={1} placeholder={null}>
            <Suspense>
              <LayerCharts insights={insights} epoch={epoch} />
            </Suspense>
          </AfterPaint>
        </>
      )}
      <AfterPaint turn={6} placeholder={null}>
        <WeightMaps />
      </AfterPaint>
      {insight !== null && (
        <AfterPaint turn={12} placeholder={null}>
          <Suspense>
            <SpreadCharts insights={insights} shown={insight} epoch={epoch} />
          </Suspense>
        </AfterPaint>
      )}
    </div>
  );
}
