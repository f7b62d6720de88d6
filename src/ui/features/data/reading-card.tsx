import { Button, Progress } from "@mantine/core";
import { formatBytes, formatCount, formatDuration } from "../../../domain/format";
import { Card } from "../../components/card";
import { SplitName } from "../../components/split-name";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";

export function ReadingCard() {
  const reading = useApp((state) => state.reading);
  const cancel = useApp((state) => state.cancelReading);
  if (reading === null) return null;
  const { bytesRead, bytesTotal, rows, secondsLeft, waiting } = reading;
  return (
    <Card
      title={`Reading ${reading.fileName}`}
      hint={waiting === 0 ? undefined : `${waiting} more to come`}
      actions={
        <Button variant="default" size="compact-sm" onClick={cancel}>
          Cancel
        </Button>
      }
    >
      <div className={styles.reading}>
        <Progress
          value={bytesTotal === 0 ? 0 : (100 * bytesRead) / bytesTotal}
          color={`var(--${reading.split})`}
          aria-label={`Reading ${reading.fileName}`}
        />
        <div className={styles.readingLine}>
          <SplitName split={reading.split} />
          <span>
            {formatBytes(bytesRead)} of {formatBytes(bytesTotal)}
          </span>
          <span>{formatCount(rows)} rows</span>
          {secondsLeft !== null && <span>{formatDuration(secondsLeft)} left</span>}
        </div>
      </div>
    </Card>
  );
}
