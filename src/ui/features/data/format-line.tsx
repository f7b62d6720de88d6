import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Split } from "../../../domain/split";
import type { SplitSummary } from "../../../domain/table";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";
import { formatText, sampleText } from "./format-text";

const ReadSettings = lazy(async () => ({ default: (await import("./panels/read-settings")).ReadSettings }));

interface FormatLineProps {
  readonly split: Split;
  readonly summary: SplitSummary;
  readonly locked: boolean;
}

/** How a file was read, the way to have it read otherwise, and the rows that were left out. */
export function FormatLine({ split, summary, locked }: FormatLineProps) {
  const [open, setOpen] = useState(false);
  const downloadRejected = useApp((state) => state.downloadRejected);
  const { format, fileName, columns, rejectedRows } = summary;
  const sample = sampleText(format.rules);
  return (
    <div className={styles.format}>
      <span>{formatText(format, columns.length)}</span>
      {sample !== null && <span>{sample}</span>}
      <div className={styles.readingLine}>
        <Button
          variant="default"
          size="compact-xs"
          disabled={locked}
          aria-label={`Change how ${fileName} is read`}
          onClick={() => {
            setOpen(true);
          }}
        >
          Change
        </Button>
        {rejectedRows > 0 && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Download the rows left out of ${fileName}`}
            onClick={() => void downloadRejected(split)}
          >
            Rows left out
          </Button>
        )}
      </div>
      {open && (
        <Suspense>
          <ReadSettings
            split={split}
            format={format}
            fileName={fileName}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
