import { formatCount, formatDuration } from "../../domain/format";
import type { Run } from "../../state/run-slice";

/** Where a run is, in a few words. `blocker` says why none can be started. */
export function runStatusText(run: Run | null, blocker: string | null): string {
  if (run === null) return blocker ?? "Ready to train.";
  const { epochs } = run.config;
  const reached = run.history.at(-1)?.epoch ?? 0;
  if (run.outcome !== null && run.results === null && run.error === null) return "Working out the final metrics…";
  switch (run.status) {
    case "idle":
      return blocker ?? "Ready to train.";
    case "starting":
    case "running":
      return underWay(run);
    case "paused":
      return paused(run, reached);
    case "stopping":
      return "Stopping after the step in hand…";
    case "finished":
      return reached >= epochs ? `Finished: ${counted(epochs)}.` : `Finished: stopped early after ${reached} of ${counted(epochs)}.`;
    case "stopped":
      return `Stopped after ${reached} of ${epochs} epochs.`;
    case "diverged":
      return `The loss blew up in epoch ${reached + 1}. See the Train stage.`;
    case "failed":
      return "The run failed. See the Train stage.";
  }
}

function underWay({ progress, config }: Run): string {
  if (progress === null) return "Preparing the matrices…";
  if (progress.phase === "calibrating") return "Measuring engines…";
  if (progress.phase === "compiling") return "Compiling…";
  if (progress.epoch === 0) return "Measuring the untrained net…";
  const { secondsLeft } = progress;
  return `epoch ${progress.epoch} of ${config.epochs}${secondsLeft === null ? "" : ` · ${formatDuration(secondsLeft)} left`}`;
}

function paused(run: Run, reached: number): string {
  const epoch = run.progress?.epoch ?? 0;
  if (run.progress?.phase !== "paused") return "Pausing after the step in hand…";
  if (epoch === 0) return "Paused before the first epoch.";
  if (epoch <= reached) return `Paused after epoch ${epoch} of ${run.config.epochs}.`;
  const batch = batchReached(run, epoch);
  return batch === null || batch === 0 ? `Paused in epoch ${epoch} of ${run.config.epochs}.` : `Paused in epoch ${epoch}, after batch ${formatCount(batch)}.`;
}

/** How many batches of the epoch in hand are done, as far as their losses have arrived. */
function batchReached({ config, history, batchLosses }: Run, epoch: number): number | null {
  const rows = history[0]?.train.rows;
  const at = batchLosses.at(-1)?.at;
  if (rows === undefined || at === undefined || at <= epoch - 1) return null;
  const seen = (at - (epoch - 1)) * rows;
  return config.batchSize === "full" ? Math.floor(seen / rows) : Math.ceil(Math.round(seen) / config.batchSize);
}

function counted(epochs: number): string {
  return `${epochs} ${epochs === 1 ? "epoch" : "epochs"}`;
}
