import { Button, Progress } from "@mantine/core";
import { formatBytes, formatCount, formatDuration } from "../../../domain/format";
import { SPLITS } from "../../../domain/split";
import type { Reading } from "../../../state/file-reading";
import { Card } from "../../components/card";
import { SplitName } from "../../components/split-name";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";

/** The files that are being read, side by side, each with what is left and a way to stop it. */
export function ReadingCard() {
  const readings = useApp((state) => state.readings);
  const cancel = useApp((state) => state.cancelReading);
  const under = SPLITS.flatMap((split) => readings[split] ?? []);
  const [first] = under;
  if (first === undefined) return null;
  const doing = first.restoring ? "Restoring" : "Reading";
  return (
    <Card
      title={under.length === 1 ? `${doing} ${first.fileName}` : `${doing} ${under.length} files`}
      hint={first.restoring ? "kept in this browser since the last visit" : undefined}
      actions={
        under.length > 1 && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              cancel();
            }}
          >
            Cancel all
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {under.map((reading) => (
          <ReadingLine
            key={reading.split}
            reading={reading}
            onCancel={() => {
              cancel(reading.split);
            }}
          />
        ))}
      </div>
    </Card>
  );
}

function ReadingLine({ reading, onCancel }: { readonly reading: Reading; readonly onCancel: () => void }) {
  const { split, fileName, bytesRead, bytesTotal, rows, secondsLeft } = reading;
  return (
    <div className={styles.reading}>
      <Progress
        // Without a transition, which would have the page drawn while both cores read.
        transitionDuration={0}
        value={bytesTotal === 0 ? 0 : (100 * bytesRead) / bytesTotal}
        color={`var(--${split})`}
        aria-label={`Reading ${fileName}`}
      />
      <div className={styles.readingLine}>
        <SplitName split={split} />
        <span className={styles.wrapping}>{fileName}</span>
        <span>
          {formatBytes(bytesRead)} of {formatBytes(bytesTotal)}
        </span>
        <span>{formatCount(rows)} rows</span>
        {secondsLeft !== null && <span>{formatDuration(secondsLeft)} left</span>}
        <Button variant="default" size="compact-xs" ml="auto" aria-label={`Cancel reading ${fileName}`} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
