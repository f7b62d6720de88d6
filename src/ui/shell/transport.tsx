import { ActionIcon, Progress, Tooltip, VisuallyHidden } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconPlayerStopFilled,
  IconPlayerTrackNext,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Run, RunStatus } from "../../state/run-slice";
import { trainingBlocker } from "../../state/selectors";
import { useApp } from "../store-context";
import { runStatusText } from "./run-status-text";
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
  diverged: "The loss blew up, and the run has ended.",
  failed: "The run failed.",
};

/** Play, pause, steps, stop, and how far the run is. */
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
  const { train, pause, resume, stop, stepBatch, stepEpoch } = useApp((state) => state.transport);
  const running = status === "running" || status === "starting";
  const paused = status === "paused";
  const stepsOff = running || status === "stopping" || (!paused && blocked);
  return (
    <div className={styles.buttons} role="group" aria-label="Transport">
      {running ? (
        <Action label="Pause" main disabled={status === "starting"} onClick={pause} icon={<IconPlayerPauseFilled size={16} />} />
      ) : (
        <Action
          label={paused ? "Resume" : "Train"}
          main
          disabled={status === "stopping" || (!paused && blocked)}
          onClick={paused ? resume : train}
          icon={<IconPlayerPlayFilled size={16} />}
        />
      )}
      <Action
        label="Step one batch"
        hint={paused ? "One batch further, then pause" : "Train for one batch, then pause"}
        disabled={stepsOff}
        onClick={stepBatch}
        icon={<IconPlayerSkipForward size={17} stroke={1.6} />}
      />
      <Action
        label="Step one epoch"
        hint={paused ? "To the end of the epoch, then pause" : "Train for one epoch, then pause"}
        disabled={stepsOff}
        onClick={stepEpoch}
        icon={<IconPlayerTrackNext size={17} stroke={1.6} />}
      />
      <Action label="Stop" disabled={!running && !paused} onClick={stop} icon={<IconPlayerStopFilled size={16} />} />
    </div>
  );
}

/** Also for those who come by keyboard; a touch presses the button. */
const TOOLTIP_EVENTS = { hover: true, focus: true, touch: false };

interface ActionProps {
  readonly label: string;
  /** What the tooltip says, where it says more than the label. */
  readonly hint?: string;
  /** The one that is filled. */
  readonly main?: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly icon: ReactNode;
}

function Action({ label, hint, main = false, disabled, onClick, icon }: ActionProps) {
  return (
    <Tooltip label={hint ?? label} events={TOOLTIP_EVENTS}>
      <ActionIcon size="lg" variant={main ? "filled" : "default"} aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** Apart from the buttons, because it changes four times a second. */
function RunProgress() {
  const run = useApp((state) => state.run);
  const blocker = useApp(trainingBlocker);
  return (
    <>
      <Progress
        // Without a transition, which would have the page drawn sixty times a second.
        transitionDuration={0}
        className={styles.progress ?? ""}
        value={100 * progressOf(run)}
        size="sm"
        color="var(--ink)"
        aria-label="Progress of the run"
      />
      <p className={styles.status}>{runStatusText(run, blocker)}</p>
    </>
  );
}

function progressOf(run: Run | null): number {
  if (run === null) return 0;
  return run.status === "finished" ? 1 : (run.progress?.done ?? 0);
}
