import type { ScalerKind } from "../domain/features/plan";
import { formatCount, formatPrevalence } from "../domain/format";
import { hiddenLayersOf } from "../domain/hidden-layers";
import { parameterCount, toBlocks } from "../domain/model-spec";
import { SPLITS } from "../domain/split";
import type { AppState } from "./app-state";
import { shownMoment } from "./compare-slice";
import { compareBlocker, epochOf, isSameMoment } from "./compared-net";
import { isActive } from "./run-slice";
import { dataUnderWay, isOnlyDealing, missingSplits } from "./selectors";
import type { Stage, StageStatus } from "./stages";

const SCALER_WORDS: Record<ScalerKind, string> = { standard: "Standard", minmax: "MinMax", robust: "Robust", none: "unscaled" };

const STATUS: Record<Stage, (state: AppState) => StageStatus> = {
  data: (state) => {
    if (dataUnderWay(state)) return "running";
    if (state.refusals.length > 0) return "problem";
    const missing = missingSplits(state).length;
    return missing === SPLITS.length ? "empty" : missing === 0 && state.label !== null ? "done" : "ready";
  },
  features: (state) => {
    if (state.preparation.status === "failed") return "problem";
    if (state.preparation.status === "preparing") return "running";
    return state.preparation.status === "ready" ? "done" : "empty";
  },
  model: (state) => (state.features.length === 0 ? "ready" : "done"),
  train: (state) => {
    if (isActive(state.run)) return "running";
    if (state.run?.status === "failed" || state.run?.status === "diverged") return "problem";
    if (state.run !== null) return "done";
    return state.preparation.status === "ready" ? "ready" : "empty";
  },
  compare: (state) => {
    if (compareBlocker(state) !== null) return "empty";
    const { first } = state.compare;
    return isSameMoment(first.answer?.question ?? null, shownMoment(state)) ? "done" : "ready";
  },
  shift: ({ preparation }) => (preparation.status === "ready" ? "ready" : "empty"),
};

const NOTE: Record<Stage, (state: AppState) => string> = {
  data: (state) => {
    const rows = SPLITS.reduce((sum, split) => sum + (state.files[split]?.rows ?? 0), 0);
    if (isOnlyDealing(state)) return "dealing rows…";
    if (dataUnderWay(state)) return "reading…";
    return rows === 0 ? "no files yet" : `${formatCount(rows)} rows`;
  },
  features: ({ features, featureWish }) =>
    features.length === 0 ? "none chosen" : `${formatCount(features.length)} · ${SCALER_WORDS[featureWish.scaler]}`,
  model: ({ config, inputs }) => {
    // Until the data is loaded, its width is not known.
    if (inputs === 0) return `${hiddenLayersOf(config.model).length} hidden layers`;
    return `${formatCount(parameterCount(toBlocks(config.model, inputs)))} weights`;
  },
  train: (state) => {
    const { run } = state;
    if (run === null) return "not started";
    if (run.status === "failed") return "failed";
    const reached = run.history.at(-1)?.epoch ?? 0;
    return `epoch ${reached} / ${run.config.epochs}`;
  },
  compare: (state) => {
    const { run } = state;
    if (run === null) return "no run yet";
    if (compareBlocker(state) !== null) return isActive(run) || run.history.length === 0 ? "nothing measured" : "data has changed";
    const moment = shownMoment(state);
    const epoch = moment === null ? null : epochOf(run, moment.at);
    return epoch === null ? "where it was stopped" : `epoch ${epoch}`;
  },
  shift: ({ preparation }) => {
    if (preparation.status !== "ready") return "no data yet";
    const { train, test } = preparation.meta.rows;
    return `${formatPrevalence(train.positives / train.rows)} → ${formatPrevalence(test.positives / test.rows)}`;
  },
};

export function stageStatus(state: AppState, stage: Stage): StageStatus {
  return STATUS[stage](state);
}

/** A few words under the stage's name in the rail. */
export function stageNote(state: AppState, stage: Stage): string {
  return NOTE[stage](state);
}
