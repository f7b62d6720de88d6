import { Select } from "@mantine/core";
import { useDeferredValue } from "react";
import { PRESETS, PRESET_NAMES, presetOf, type RunConfig } from "../../../domain/run-config";
import { refuseConfig } from "../../../domain/run-limits";
import { blockingProblem, stageThatMends } from "../../../state/blockers";
import { isActive } from "../../../state/run-slice";
import { nextRunLeaks, resultsLeak } from "../../../state/feature-leakage";
import { trainingBlocker } from "../../../state/selectors";
import { AfterPaint } from "../../components/after-paint";
import { Card } from "../../components/card";
import { LeakageNote } from "../../components/leakage-mark";
import { LinkButton } from "../../components/link-button";
import { StageHeader } from "../../components/stage-header";
import { useApp } from "../../store-context";
import { RunCharts } from "./run-charts";
import { RunControlCard } from "./run-control-card";
import { RunForm } from "./run-form";
import { RunNews } from "./run-news";
import { OPTIMIZER_TITLES, lossText } from "./run-text";
import styles from "./train-stage.module.css";
import { WhatTheFiguresSay } from "./what-the-figures-say";

export function TrainStage() {
  const config = useApp((state) => state.config);
  const features = useApp((state) => state.inputs);
  return (
    <>
      <StageHeader title="Train" subtitle={describeRun(config, features)} actions={<PresetSelect />} />
      <Blocked />
      <Leakage />
      <RunNews />
      <div className={styles.layout}>
        <div className={styles.left}>
          <RunCharts />
          <RunControlCard />
          <WhatTheFiguresSay />
        </div>
        <AfterPaint turn={0} placeholder={<Card title="This run">…</Card>}>
          <RunForm />
        </AfterPaint>
      </div>
    </>
  );
}

function describeRun(config: RunConfig, features: number): string {
  const widths = config.model.layers.flatMap((layer) => (layer.type === "linear" ? [layer.out] : []));
  const net = [features === 0 ? "?" : features, ...widths].join(" → ");
  const batch = config.batchSize === "full" ? "full batch" : `batches of ${config.batchSize.toLocaleString("en-GB")}`;
  return `${net} · ${lossText(config.loss)} · ${OPTIMIZER_TITLES[config.optimizer.type]} · ${batch} · seed ${config.seed}`;
}

function PresetSelect() {
  const preset = useApp((state) => presetOf(state.config));
  const choosePreset = useApp((state) => state.choosePreset);
  const active = useDeferredValue(useApp((state) => isActive(state.run)));
  return (
    <Select
      aria-label="Preset"
      w={250}
      value={preset}
      placeholder="No preset: changed by hand"
      disabled={active}
      allowDeselect={false}
      comboboxProps={{ width: 340, position: "bottom-end" }}
      data={PRESET_NAMES.map((name) => ({ value: name, label: PRESETS[name].title }))}
      renderOption={({ option }) => {
        const name = PRESET_NAMES.find((candidate) => candidate === option.value);
        return (
          <div>
            <strong>{option.label}</strong>
            <br />
            <small>{name === undefined ? "" : PRESETS[name].summary}</small>
          </div>
        );
      }}
      onChange={(value) => {
        const name = PRESET_NAMES.find((candidate) => candidate === value);
        if (name !== undefined) choosePreset(name);
      }}
    />
  );
}

/** Of the run whose figures are shown, else of the next one. */
function Leakage() {
  const leaky = useApp((state) => (state.run === null ? nextRunLeaks(state) : resultsLeak(state)));
  if (!leaky) return null;
  return (
    <div style={{ marginBottom: "var(--space-4)" }}>
      <LeakageNote />
    </div>
  );
}

/** Says what the stage still needs, and leads there. */
function Blocked() {
  const blocker = useApp(trainingBlocker);
  // Settings are changed here; all else is mended elsewhere.
  const bySettings = useApp((state) => refuseConfig(state.config) !== null);
  const openStage = useApp((state) => state.openStage);
  const stage = useApp((state) => {
    const blocking = blockingProblem(state);
    return blocking === null ? "data" : stageThatMends(blocking);
  });
  if (blocker === null) return null;
  return (
    <p className={styles.note} style={{ marginBottom: "var(--space-4)" }}>
      {blocker}{" "}
      {!bySettings && (
        <LinkButton
          text={`Open ${stage === "data" ? "Data" : "Features"}`}
          onClick={() => {
            openStage(stage);
          }}
        />
      )}
    </p>
  );
}
