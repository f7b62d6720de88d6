import { IconChevronDown } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import styles from "./disclosure.module.css";

interface DisclosureProps {
  readonly title: string;
  /** What is set inside, in a line, for when it is closed. */
  readonly summary: string;
  /** Something inside needs attention: the summary says what. */
  readonly alarming?: boolean;
  readonly children: ReactNode;
}

/** Settings that are rarely used, behind a line that says how they stand. */
export function Disclosure({ title, summary, alarming, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.disclosure} data-open={open || undefined}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>{" "}
          {!open && (
            <span className={styles.summary} data-alarming={alarming || undefined}>
              {summary}
            </span>
          )}
        </span>
        <IconChevronDown className={styles.chevron ?? ""} size={15} stroke={1.6} aria-hidden />
      </button>
      {open && (
        <div className={styles.body} id={id} role="group" aria-label={title}>
          {children}
        </div>
      )}
    </div>
  );
}
