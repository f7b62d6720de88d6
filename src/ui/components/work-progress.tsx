import { Button, Progress } from "@mantine/core";
import { formatPercent } from "../../domain/format";
import type { Look } from "../../state/look";
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

/** How far long work is, with a way to give it up. */
export function WorkProgress({ doing, what, portion, onCancel }: WorkProgressProps) {
  const share = portion === null || portion.total === 0 ? null : portion.done / portion.total;
  return (
    <div className={styles.waiting}>
      <p role="status">
        {doing}…{share !== null && ` ${formatPercent(share, 0)}`}
      </p>
      <Progress value={100 * (share ?? 0)} aria-label={`Progress of ${what}`} w={220} />
      {onCancel !== undefined && (
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
