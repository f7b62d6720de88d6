import { Popover } from "@mantine/core";
import { TERMS, type TermKey } from "./terms";
import styles from "./term.module.css";

/** The "?" beside a term: two plain sentences, by click or keyboard. */
export function Term({ name }: { readonly name: TermKey }) {
  const { title, text } = TERMS[name];
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
