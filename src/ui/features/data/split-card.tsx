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
import { DATA_FILES } from "./dropped-files";
import { FormatLine } from "./format-line";

export function SplitCard({ split }: { readonly split: Split }) {
  const summary = useApp((state) => state.files[split] ?? null);
  return (
    <section className={styles.split} style={splitHue(split)} aria-label={`${SPLIT_TITLES[split]} file`}>
      {summary === null ? <MissingFile split={split} /> : <LoadedFile split={split} summary={summary} />}
    </section>
  );
}

function MissingFile({ split }: { readonly split: Split }) {
  return (
    <>
      <SplitName split={split} />
      <p className={styles.muted}>No {SPLIT_TITLES[split].toLowerCase()} file yet. All three are needed to train.</p>
      <ChooseFile split={split} text="Choose a file" />
    </>
  );
}

function ChooseFile({ split, text }: { readonly split: Split; readonly text: string }) {
  const addFileAs = useApp((state) => state.addFileAs);
  return (
    <div>
      <FileButton
        accept={DATA_FILES}
        inputProps={{ "aria-label": `${SPLIT_TITLES[split]} CSV file` }}
        onChange={(file) => {
          if (file !== null) void addFileAs(split, file);
        }}
      >
        {(props) => (
          <Button {...props} variant="default" size="compact-sm">
            {text}
          </Button>
        )}
      </FileButton>
    </div>
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
  /** Not so where the rows were carved out of another split's file. */
  const owns = useApp((state) => state.sources[split] !== undefined);
  return (
    <>
      <div className={styles.splitHead}>
        <SplitDot />
        {owns ? (
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
        ) : (
          <strong>{SPLIT_TITLES[split]}</strong>
        )}
        <ActionIcon
          variant="subtle"
          ml="auto"
          aria-label={owns ? `Remove ${summary.fileName}` : `Give the rows of ${SPLIT_TITLES[split].toLowerCase()} back`}
          disabled={locked}
          onClick={() => void removeFile(split)}
        >
          <IconX size={16} stroke={1.8} />
        </ActionIcon>
      </div>
      <div>
        <div className={styles.fileName}>{summary.fileName}</div>
        {owns && <span className={styles.muted}>{formatBytes(summary.bytes)}</span>}
        {summary.carved !== null && <p className={styles.muted}>{summary.carved}</p>}
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
      {owns ? <FormatLine split={split} summary={summary} locked={locked} /> : <ChooseFile split={split} text="Use a file instead" />}
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
