import type { Checkpoint, CheckpointShelf } from "../domain/checkpoint";
import type { EpochRecord } from "../domain/history";
import { goodness } from "../domain/early-stop";
import type { EarlyStopMetric, RunConfig } from "../domain/run-config";
import type { RunEvent, RunStart } from "../domain/trainer";

/** Puts the checkpoints of the events on the shelf; that of the best epoch is pinned where the run may end with it. */
export function keepCheckpoints(
  shelf: CheckpointShelf,
  events: readonly RunEvent[],
  history: readonly EpochRecord[],
  { earlyStop }: RunConfig,
): void {
  const records = [...history];
  for (const event of events) {
    if (event.type !== "epoch") continue;
    records.push(event.record);
    const best = earlyStop?.restoreBest === true ? bestEpoch(records, earlyStop.metric) : null;
    shelf.add(event.checkpoint, { pin: best === event.record.epoch });
  }
}

/** The start of a run that goes on from a checkpoint; `history` up to its epoch. */
export function startAt(
  checkpoint: Checkpoint,
  shelf: CheckpointShelf,
  history: readonly EpochRecord[],
  { earlyStop }: RunConfig,
): RunStart {
  const best = earlyStop === undefined ? null : bestEpoch(history, earlyStop.metric);
  return { kind: "checkpoint", checkpoint, history, best: best === null ? null : shelf.get(best) };
}

/** The first of the epochs with the best value; null where it was not measured. */
function bestEpoch(history: readonly EpochRecord[], metric: EarlyStopMetric): number | null {
  let best: { epoch: number; value: number } | null = null;
  for (const record of history) {
    const value = goodness(record, metric);
    if (value !== null && (best === null || value > best.value)) best = { epoch: record.epoch, value };
  }
  return best?.epoch ?? null;
}
