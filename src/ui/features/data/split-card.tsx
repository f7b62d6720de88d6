import { ActionIcon, Button, FileButton, NativeSelect } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { formatBytes, formatCount, formatPercent, formatPrevalence } from "../../../domain/format";
import { baselineOf } from "../../../domain/metrics/baseline";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../domain/split";
import type { SplitSummary } from "../../../domain/table";
import { dataLocked } from "../../../state/selectors";
import { SplitDot, SplitName, splitHue } from "../../components/split-name";
import { Term } from "../../components/term";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";
import { ReadingSettings } from "./reading-settings";

export function SplitCard({ split }: { readonly split: Split }) {
  const summary = useApp((state) => state.files[split] ?? null);
  return (
    <section className={styles.split} style={splitHue(split)} aria-label={`${SPLIT_TITLES[split]} file`}>
      {summary === null ? <MissingFile split={split} /> : <LoadedFile split={split} summary={summary} />}
    </section>
  );
}

function MissingFile({ split }: { readonly split: Split }) {
  const addFileAs = useApp((state) => state.addFileAs);
  return (
    <>
      <SplitName split={split} />
      <p className={styles.muted}>No {SPLIT_TITLES[split].toLowerCase()} file yet. All three are needed to train.</p>
      <div>
        <FileButton
          accept=".csv,.tsv,.txt,.gz,text/csv"
          inputProps={{ "aria-label": `${SPLIT_TITLES[split]} CSV file` }}
          onChange={(file) => {
            if (file !== null) void addFileAs(split, file);
          }}
        >
          {(props) => (
            <Button {...props} variant="default" size="compact-sm">
              Choose a file
            </Button>
          )}
        </FileButton>
      </div>
    </>
  );
}

interface LoadedFileProps {
  readonly split: Split;
  readonly summary: SplitSummary;
}

function LoadedFile({ split, summary }: LoadedFileProps) {
  const removeFile = useApp((state) => state.removeFile);
  const moveFile = useApp((state) => state.moveFile);
  const locked = useApp(dataLocked);
  const positives = useApp((state) => state.positives(split));
  return (
    <>
      <div className={styles.splitHead}>
        <SplitDot />
        <NativeSelect
          size="xs"
          w={132}
          aria-label={`Role of ${summary.fileName}`}
          value={split}
          disabled={locked}
          data={SPLITS.map((value) => ({ value, label: SPLIT_TITLES[value] }))}
          styles={{ input: { fontWeight: 650, fontSize: 14 } }}
          onChange={(event) => {
            const to = SPLITS.find((candidate) => candidate === event.currentTarget.value);
            if (to !== undefined) void moveFile(split, to);
          }}
        />
        <ActionIcon
          variant="subtle"
          ml="auto"
          aria-label={`Remove ${summary.fileName}`}
          disabled={locked}
          onClick={() => void removeFile(split)}
        >
          <IconX size={16} stroke={1.8} />
        </ActionIcon>
      </div>
      <div>
        <div className={styles.fileName}>{summary.fileName}</div>
        <span className={styles.muted}>{formatBytes(summary.bytes)}</span>
        <ReadingSettings split={split} summary={summary} />
      </div>
      <dl className={styles.facts}>
        <dt>Rows</dt>
        <dd>{formatCount(summary.rows)}</dd>
        {summary.rejectedRows > 0 && (
          <>
            <dt>Left out</dt>
            <dd>{formatCount(summary.rejectedRows)}</dd>
          </>
        )}
        <dt>Columns</dt>
        <dd>{formatCount(summary.columns.length)}</dd>
        {positives !== null && summary.rows > 0 && <ClassFacts rows={summary.rows} positives={positives} />}
      </dl>
      {positives !== null && summary.rows > 0 && (
        <div className={styles.bar} aria-hidden>
          <div style={{ width: `${(100 * positives) / summary.rows}%`, minWidth: positives > 0 ? 2 : 0 }} />
        </div>
      )}
    </>
  );
}

function ClassFacts({ rows, positives }: { readonly rows: number; readonly positives: number }) {
  return (
    <>
      <dt>Class 0</dt>
      <dd>{formatCount(rows - positives)}</dd>
      <dt>Class 1</dt>
      <dd>{formatCount(positives)}</dd>
      <dt>
        Positive <Term name="prevalence" />
      </dt>
      <dd>{formatPrevalence(positives / rows)}</dd>
      <dt>
        Best constant <Term name="baseline" />
      </dt>
      <dd>{formatPercent(baselineOf(rows, positives).accuracy)}</dd>
    </>
  );
}
