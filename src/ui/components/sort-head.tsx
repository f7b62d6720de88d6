import styles from "./sort-head.module.css";

interface SortHeadProps<Key extends string> {
  readonly title: string;
  readonly by: Key;
  readonly sorted: "ascending" | "descending" | undefined;
  readonly onSort: (by: Key) => void;
}

/** The head of a column that a table can be sorted by. */
export function SortHead<Key extends string>({ title, by, sorted, onSort }: SortHeadProps<Key>) {
  return (
    <button
      type="button"
      className={styles.head}
      title={`Sort by ${title.toLowerCase()}`}
      onClick={() => {
        onSort(by);
      }}
    >
      {title}
      {sorted !== undefined && <span aria-hidden>{sorted === "ascending" ? " ↑" : " ↓"}</span>}
    </button>
  );
}
