import { Button, Progress } from "@mantine/core";
import { formatDuration, formatPercent } from "../../domain/format";
import type { Look } from "../../state/look";
import { useSecondsLeft } from "./use-seconds-left";
import styles from "./work-progress.module.css";

interface WorkProgressProps {
  /** What goes on: "Working out the importance of the features". */
  readonly doing: string;
  /** What the bar is the progress of: "the importance of the features". */
  readonly what: string;
  /** How much is done; null where that is not told yet. */
  readonly portion: Look<unknown, unknown>["portion"];
  /** Without it there is no way to give it up here. */
  readonly onCancel?: (() => void) | undefined;
}

/** How far long work is and how long it will take yet, with a way to give it up. */
export function WorkProgress({ doing, what, portion, onCancel }: WorkProgressProps) {
  const share = portion === null || portion.total === 0 ? null : portion.done / portion.total;
  const left = useSecondsLeft(share);
  return (
    <div className={styles.waiting}>
      <p role="status">
        {doing}…{share !== null && ` ${formatPercent(share, 0)}`}
      </p>
      <Progress value={100 * (share ?? 0)} aria-label={`Progress of ${what}`} w={220} />
      {left !== null && <span className={styles.left}>{formatDuration(left)} left</span>}
      {onCancel !== undefined && (
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
