import type { EpochRecord } from "../domain/history";
import type { RunChange, RunEvent } from "../domain/trainer";
import type { BatchLoss, EpochHistograms, Run, RunStatus } from "./run-slice";

/** What the events make of a run. What they do not touch keeps its identity, so that nothing is drawn again for nothing. */
export function applyEvents(run: Run, events: readonly RunEvent[], pausing: boolean): Partial<Run> {
  let { engine, progress, status } = run;
  const records: EpochRecord[] = [];
  const histograms: EpochHistograms[] = [];
  const losses: BatchLoss[] = [];
  const changes: RunChange[] = [];
  for (const event of events) {
    switch (event.type) {
      case "engine":
        engine = event.engine;
        if (status === "starting") status = "running";
        break;
      case "progress":
        progress = event;
        status = statusIn(status, event.phase === "paused", pausing);
        break;
      case "batch-loss":
        losses.push({ at: event.at, loss: event.loss });
        break;
      case "epoch":
        records.push(event.record);
        histograms.push({ epoch: event.record.epoch, splits: event.histograms });
        break;
      case "change":
        changes.push(event.change);
        break;
    }
  }
  return {
    engine,
    progress,
    status,
    history: records.length === 0 ? run.history : [...run.history, ...records],
    histograms: histograms.length === 0 ? run.histograms : thinned([...run.histograms, ...histograms]),
    batchLosses: losses.length === 0 ? run.batchLosses : withinLimit([...run.batchLosses, ...losses]),
    changes: changes.length === 0 ? run.changes : [...run.changes, ...changes],
  };
}

/** A pause shows when it is asked for; what the trainer still does until it comes about does not take it back. */
function statusIn(status: RunStatus, paused: boolean, pausing: boolean): RunStatus {
  if (paused) return status === "running" ? "paused" : status;
  return status === "paused" && !pausing ? "running" : status;
}

/** What a run keeps when it goes on from the end of an epoch; -1 for nothing. */
export function cutAfter(run: Run, epoch: number): Pick<Run, "history" | "histograms" | "batchLosses" | "changes"> {
  const { history, histograms, batchLosses, changes } = run;
  return {
    history: history.filter((record) => record.epoch <= epoch),
    histograms: histograms.filter((each) => each.epoch <= epoch),
    batchLosses: batchLosses.filter(({ at }) => at <= epoch),
    changes: changes.filter((change) => change.epoch <= epoch),
  };
}

/** The most points of the batch-loss line that are kept; beyond it neighbours are merged. */
const MAX_BATCH_LOSSES = 2000;

function withinLimit(losses: BatchLoss[]): BatchLoss[] {
  return losses.length > MAX_BATCH_LOSSES ? mergeNeighbours(losses) : losses;
}

function mergeNeighbours(losses: readonly BatchLoss[]): BatchLoss[] {
  const merged: BatchLoss[] = [];
  for (let i = 0; i + 1 < losses.length; i += 2) {
    const [a, b] = [losses[i], losses[i + 1]];
    if (a !== undefined && b !== undefined) merged.push({ at: b.at, loss: (a.loss + b.loss) / 2 });
  }
  return merged;
}

/** The most epochs whose histograms are kept: about 6 kB each. */
const MAX_HISTOGRAMS = 4000;

/** Beyond the limit every second epoch goes, by its number, so that those kept stay evenly spaced; the last one stays. */
function thinned(histograms: readonly EpochHistograms[]): readonly EpochHistograms[] {
  let kept = histograms;
  for (let stride = 2; kept.length > MAX_HISTOGRAMS; stride *= 2) {
    kept = kept.filter(({ epoch }, i) => epoch % stride === 0 || i === kept.length - 1);
  }
  return kept;
}
