import { useMemo, useState } from "react";
import type { Split } from "../../../../domain/split";
import { columnsAcrossSplits } from "../../../../state/columns";
import { FindColumns } from "../../../components/find-columns";
import { nameHolds } from "../../../components/name-holds";
import { Term } from "../../../components/term";
import { useApp } from "../../../store-context";
import { CorrelationMap, CorrelationsBeside } from "./correlation-views";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { SplitChoice, splitsShown, type ShownSplits } from "./split-choice";
import { useLoadedSplits, useLook } from "./use-look";

/** More squares than these cannot be told apart. */
const MOST_COLUMNS = 64;

interface CorrelationPanelProps {
  /** Columns that come before the others where not all of them can be shown. */
  readonly first: readonly string[];
}

/** How much columns of numbers go together, pair by pair, in one split or in all side by side. */
export function CorrelationPanel({ first }: CorrelationPanelProps) {
  const loaded = useLoadedSplits();
  const [chosen, setChosen] = useState<ShownSplits>("train");
  const [filter, setFilter] = useState("");
  const splits = useMemo(() => splitsShown(chosen, loaded), [chosen, loaded]);
  const found = useNumericColumns(splits, filter);
  const question = useMemo(() => {
    if (found.length < 2) return null;
    const ordered = found.length <= MOST_COLUMNS ? found : [...first.filter((name) => found.includes(name)), ...found.filter((name) => !first.includes(name))];
    return { splits, columns: ordered.slice(0, MOST_COLUMNS) };
  }, [splits, found, first]);
  const look = useLook("correlation", question);
  const answer = look.answer !== null && JSON.stringify(look.answer.question) === JSON.stringify(question) ? look.answer.value : null;
  const correlations = answer === null ? null : splits.flatMap((split) => answer[split] ?? []);
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <SplitChoice label="Splits whose columns are correlated" value={splits.length === 1 ? (splits[0] ?? "train") : "all"} onChange={setChosen} />
        <FindColumns value={filter} onChange={setFilter} />
        <span className={styles.muted}>
          Pearson <Term name="correlation" />
        </span>
      </div>
      {found.length > MOST_COLUMNS && (
        <p className={styles.muted}>
          {first.length > 0 ? MOST_COLUMNS : `The first ${MOST_COLUMNS}`} of {found.length.toLocaleString("en-GB")} columns of numbers are shown. Find others by name.
        </p>
      )}
      {question === null ? (
        <p>A correlation takes two columns of numbers; {filter === "" ? "this split has fewer" : "fewer have a name like this"}.</p>
      ) : (
        <LookFrame panel="correlation" look={look} what="pairs of columns">
          {correlations === null ? null : correlations.length > 1 ? (
            <CorrelationsBeside correlations={correlations} />
          ) : (
            correlations.map((correlation) => <CorrelationMap key={correlation.split} correlation={correlation} />)
          )}
        </LookFrame>
      )}
    </div>
  );
}

/** Columns that are numbers in any of the splits and whose names hold the filter's text. */
function useNumericColumns(splits: readonly Split[], filter: string): readonly string[] {
  const files = useApp((state) => state.files);
  return useMemo(
    () =>
      columnsAcrossSplits(files)
        .filter(({ name, bySplit }) => splits.some((split) => bySplit[split]?.kind === "numeric") && nameHolds(name, filter))
        .map(({ name }) => name),
    [files, splits, filter],
  );
}
