import type { Duplicates } from "../../../../domain/inspect/profile";
import type { PerSplit } from "../../../../domain/split";
import { Term } from "../../../components/term";
import { useApp } from "../../../store-context";
import { acrossLines, leftOutLines, withinLines, type DuplicateLine } from "./duplicates-text";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { useLoadedSplits, useLook } from "./use-look";

/** Rows that stand more than once, within a split and in two of them. */
export function DuplicatesPanel() {
  const look = useLook("duplicates", "everything");
  const duplicates = look.answer?.value ?? null;
  return (
    <LookFrame panel="duplicates" look={look} what="all rows">
      {duplicates === null ? null : <Lines duplicates={duplicates} />}
    </LookFrame>
  );
}

function Lines({ duplicates }: { readonly duplicates: Duplicates }) {
  const files = useApp((state) => state.files);
  const splits = useLoadedSplits();
  const rows: Partial<PerSplit<number>> = Object.fromEntries(splits.map((split) => [split, files[split]?.rows ?? 0]));
  return (
    <div className={styles.stack}>
      <h3 className={styles.heading}>
        Within a split <Term name="duplicates" />
      </h3>
      <LineList lines={withinLines(duplicates, rows)} label="Repeated rows within a split" />
      <h3 className={styles.heading}>
        Across splits <Term name="leak" />
      </h3>
      {splits.length < 2 ? (
        <p className={styles.muted}>With one split loaded there is nothing to hold it against.</p>
      ) : (
        <LineList lines={acrossLines(duplicates, rows)} label="Rows that stand in two splits" />
      )}
      <p className={styles.muted}>{["Rows count as equal when they agree in every column that is compared.", ...leftOutLines(duplicates)].join(" ")}</p>
    </div>
  );
}

function LineList({ lines, label }: { readonly lines: readonly DuplicateLine[]; readonly label: string }) {
  return (
    <ul className={styles.facts} aria-label={label}>
      {lines.map(({ key, text, leak }) => (
        <li key={key} className={leak ? styles.leak : undefined}>
          {text}
        </li>
      ))}
    </ul>
  );
}
