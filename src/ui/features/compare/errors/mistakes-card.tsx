import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconDownload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { formatCount } from "../../../../domain/format";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import { countOf, MAX_FILE_ROWS, MISTAKE_KINDS, type MistakeKind } from "../../../../domain/why/mistakes";
import type { RowCondition } from "../../../../domain/why/row-condition";
import type { ErrorsAbout } from "../../../../state/errors-slice";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { Card } from "../../../components/card";
import { Choice } from "../../../components/choice";
import { useApp } from "../../../store-context";
import { orderedColumns } from "./column-list";
import { refusalOf } from "./conditions";
import styles from "./errors.module.css";
import { FilterBar } from "./filter-bar";
import { LookFrame } from "./look-frame";
import { countsSentence, KIND_TITLES, rowNotes } from "./mistakes-text";
import { MistakesTable } from "./mistakes-table";
import { useErrors, useIsStale } from "./use-errors";

/** Rows that come into the page at a time. */
const PAGE = 1000;
/** Milliseconds that a threshold or a text must rest before rows are looked for. */
const REST = 200;

type Listing = Omit<ErrorsAbout<"mistakes">, "from" | "count">;

/** The rows of a split that the net gets most wrong, with their cells. */
export function MistakesCard({ data }: { readonly data: PreparedMeta }) {
  const config = useApp((state) => state.run?.config ?? null);
  const [threshold] = useDebouncedValue(useApp((state) => thresholdOf(state).value), REST);
  const [split, setSplit] = useState<Split>("validation");
  const [kind, setKind] = useState<MistakeKind>("wrong");
  const [conditions, setConditions] = useState<readonly RowCondition[]>([]);
  const [rested] = useDebouncedValue(conditions, REST);
  const columns = useMemo(() => orderedColumns(data, split), [data, split]);
  const listing = useMemo<Listing>(
    () => ({ split, threshold, kind, conditions: rested.filter((condition) => refusalOf(condition, columns) === null) }),
    [split, threshold, kind, rested, columns],
  );
  const [page, setPage] = useState<{ readonly of: Listing; readonly from: number }>({ of: listing, from: 0 });
  const from = page.of === listing ? page.from : 0;
  const about = useMemo(() => ({ ...listing, from, count: PAGE }), [listing, from]);
  const look = useErrors("mistakes", about);
  const stale = useIsStale(look);
  const answer = look.answer?.question.about.split === split ? look.answer : null;
  const shown = answer?.question.about ?? null;
  const total = answer === null || shown === null ? 0 : countOf(answer.value.counts, shown.kind);

  return (
    <Card title="Rows it gets most wrong" hint="the largest log loss first" actions={<SaveButton listing={listing} empty={total === 0 || stale} />}>
      <div className={styles.stack}>
        <div className={styles.bar}>
          <SegmentedControl<Split>
            size="xs"
            aria-label="Split whose errors are listed"
            value={split}
            data={SPLITS.map((each) => ({ value: each, label: SPLIT_TITLES[each] }))}
            onChange={setSplit}
          />
          <Choice label="Rows listed" value={kind} options={MISTAKE_KINDS.map((value) => ({ value, label: KIND_TITLES[value] }))} onChange={setKind} />
        </div>
        <FilterBar columns={columns} conditions={conditions} onChange={setConditions} />
        <LookFrame part="mistakes" look={look} what={`the rows of ${SPLIT_TITLES[split].toLowerCase()}`}>
          {answer === null || shown === null ? null : (
            <>
              <p aria-live="polite" data-stale={stale || undefined}>
                {countsSentence(answer.value.counts, split, shown.threshold, shown.conditions.length > 0)}
              </p>
              {total === 0 ? (
                <p className={styles.muted}>There is no such row.</p>
              ) : (
                <MistakesTable split={split} columns={columns} answer={answer.value} from={shown.from} dimmed={stale} />
              )}
              <Pages from={shown.from} total={total} onFrom={(next) => { setPage({ of: listing, from: next }); }} />
            </>
          )}
        </LookFrame>
        <ul className={styles.notes}>
          {config !== null && rowNotes(split, config, data, answer?.value.counts ?? null).map((note) => <li key={note}>{note}</li>)}
          {total > MAX_FILE_ROWS && <li>The CSV file has the worst {formatCount(MAX_FILE_ROWS)} of them.</li>}
        </ul>
      </div>
    </Card>
  );
}

function SaveButton({ listing, empty }: { readonly listing: Listing; readonly empty: boolean }) {
  const save = useApp((state) => state.saveMistakes);
  const [failure, setFailure] = useState<string | null>(null);
  return (
    <>
      {failure !== null && (
        <span role="alert" className={styles.wrong}>
          {failure}
        </span>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} />}
        disabled={empty}
        onClick={() => {
          setFailure(null);
          save(listing).catch((reason: unknown) => {
            setFailure(`The file could not be made: ${reason instanceof Error ? reason.message : String(reason)}`);
          });
        }}
      >
        Download CSV
      </Button>
    </>
  );
}

interface PagesProps {
  readonly from: number;
  readonly total: number;
  readonly onFrom: (from: number) => void;
}

function Pages({ from, total, onFrom }: PagesProps) {
  if (total <= PAGE) return null;
  return (
    <div className={styles.bar} role="group" aria-label="Pages of errors">
      <ActionIcon variant="default" aria-label="Worse rows" disabled={from === 0} onClick={() => { onFrom(Math.max(0, from - PAGE)); }}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span>
        {formatCount(from + 1)} to {formatCount(Math.min(total, from + PAGE))} of {formatCount(total)}
      </span>
      <ActionIcon variant="default" aria-label="Milder rows" disabled={from + PAGE >= total} onClick={() => { onFrom(from + PAGE); }}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  );
}
