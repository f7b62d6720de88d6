import { Popover } from "@mantine/core";
import { TERMS, type TermKey } from "./terms";
import styles from "./term.module.css";

/** The "?" beside a term of the page. */
export function Term({ name }: { readonly name: TermKey }) {
  return <TermMark {...TERMS[name]} />;
}

interface TermMarkProps {
  readonly title: string;
  readonly text: string;
}

/** A "?" with two plain sentences, by click or keyboard. For terms that load with their stage. */
export function TermMark({ title, text }: TermMarkProps) {
  return (
    <Popover withArrow shadow="md" position="top" radius="md" returnFocus>
      <Popover.Target>
        <button type="button" className={styles.mark} aria-label={`What is: ${title}?`}>
          ?
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.text}>
          <strong>{title}</strong>
          {text}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
