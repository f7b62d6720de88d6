import type { RunChange } from "../../../domain/trainer";
import { changeText, momentText } from "./run-text";
import styles from "./train-stage.module.css";

/** What was changed in the middle of the run, the latest first. */
export function ChangeList({ changes }: { readonly changes: readonly RunChange[] }) {
  return (
    <ol className={styles.changes} aria-label="Changes in this run" reversed tabIndex={0}>
      {[...changes].reverse().map((change, index) => (
        <li key={changes.length - index}>
          {momentText(change)}: {changeText(change)}
        </li>
      ))}
    </ol>
  );
}
