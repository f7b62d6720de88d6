import { ActionIcon, Progress, VisuallyHidden } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerStopFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Run, RunStatus } from "../../state/run-slice";
import { trainingBlocker } from "../../state/selectors";
import { formatDuration } from "../../domain/format";
import { useApp } from "../store-context";
import styles from "./strip.module.css";

/** Said aloud when the state changes; the line with the figures changes too often for that. */
const STATUS_WORDS: Record<RunStatus, string> = {
  idle: "",
  starting: "The run is starting.",
  running: "Training.",
  paused: "Paused.",
  stopping: "Stopping.",
  finished: "The run has finished.",
  stopped: "The run was stopped.",
  failed: "The run failed.",
};

/** Play, pause, stop, and how far the run is. */
export function Transport({ expand }: { readonly expand: ReactNode }) {
  const status = useApp((state) => state.run?.status ?? "idle");
  return (
    <div className={styles.transport}>
      <Buttons status={status} />
      <RunProgress />
      <VisuallyHidden role="status">{STATUS_WORDS[status]}</VisuallyHidden>
      {expand}
    </div>
  );
}

function Buttons({ status }: { readonly status: RunStatus }) {
  const blocked = useApp((state) => trainingBlocker(state) !== null);
  const { train, pause, resume, stop } = useApp((state) => state.transport);
  const running = status === "running" || status === "starting";
  return (
    <div className={styles.buttons} role="group" aria-label="Transport">
      {running ? (
        <ActionIcon size="lg" aria-label="Pause" disabled={status === "starting"} onClick={pause}>
          <IconPlayerPauseFilled size={16} />
        </ActionIcon>
      ) : (
        <ActionIcon
          size="lg"
          aria-label={status === "paused" ? "Resume" : "Train"}
          disabled={status === "stopping" || (status !== "paused" && blocked)}
          onClick={status === "paused" ? resume : train}
        >
          <IconPlayerPlayFilled size={16} />
        </ActionIcon>
      )}
      <ActionIcon size="lg" variant="default" aria-label="Stop" disabled={!running && status !== "paused"} onClick={stop}>
        <IconPlayerStopFilled size={16} />
      </ActionIcon>
    </div>
  );
}

/** Apart from the buttons, because it changes ten times a second. */
function RunProgress() {
  const run = useApp((state) => state.run);
  const blocker = useApp(trainingBlocker);
  return (
    <>
      <Progress
        className={styles.progress ?? ""}
        value={100 * progressOf(run)}
        size="sm"
        color="var(--ink)"
        aria-label="Progress of the run"
      />
      <p className={styles.status}>{statusText(run, blocker)}</p>
    </>
  );
}

function progressOf(run: Run | null): number {
  if (run === null) return 0;
  return run.status === "finished" ? 1 : (run.progress?.done ?? 0);
}

function statusText(run: Run | null, blocker: string | null): string {
  if (run === null) return blocker ?? "Ready to train.";
  const epochs = run.config.epochs;
  const reached = run.history.at(-1)?.epoch ?? 0;
  if (run.outcome !== null && run.results === null && run.error === null) return "Working out the final metrics…";
  switch (run.status) {
    case "idle":
      return blocker ?? "Ready to train.";
    case "starting":
      return run.progress === null ? "Preparing the matrices…" : "Compiling the engine…";
    case "running":
      return `epoch ${Math.max(1, run.progress?.epoch ?? 0)} of ${epochs}${timeLeft(run)}`;
    case "paused":
      return `Paused in epoch ${run.progress?.epoch ?? 0} of ${epochs}.`;
    case "stopping":
      return "Stopping after the step in hand…";
    case "finished":
      return `Finished: ${epochs} ${epochs === 1 ? "epoch" : "epochs"}.`;
    case "stopped":
      return `Stopped after ${reached} of ${epochs} epochs.`;
    case "failed":
      return "The run failed. See the Train stage.";
  }
}

function timeLeft(run: Run): string {
  const seconds = run.progress?.secondsLeft;
  if (run.progress?.epoch === 0) return " · measuring the untrained net";
  return seconds === null || seconds === undefined ? "" : ` · ${formatDuration(seconds)} left`;
}
