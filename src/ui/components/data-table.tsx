import type { ReactNode } from "react";
import styles from "./data-table.module.css";

/** A table that scrolls inside its own frame, reachable by keyboard. */
export function DataTable({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>{children}</table>
    </div>
  );
}
