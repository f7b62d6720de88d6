import { Term } from "./term";
import type { TermKey } from "./terms";
import styles from "./field-label.module.css";

export function FieldLabel({ text, term }: { readonly text: string; readonly term?: TermKey | undefined }) {
  return (
    <span className={styles.label}>
      {text}
      {term !== undefined && <Term name={term} />}
    </span>
  );
}
