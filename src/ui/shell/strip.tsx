import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { SPLITS } from "../../domain/split";
import { SplitPanel } from "./split-panel";
import styles from "./strip.module.css";
import { Transport } from "./transport";

/** The triptych: transport and one panel a split. It never scrolls away. */
export function Strip() {
  const [expanded, setExpanded] = useState(false);
  return (
    <section className={styles.strip} aria-label="Run and results" data-expanded={expanded || undefined}>
      <Transport
        expand={
          <ActionIcon
            className={styles.expand}
            variant="subtle"
            aria-label={expanded ? "Show less of the results" : "Show more of the results"}
            aria-expanded={expanded}
            onClick={() => {
              setExpanded(!expanded);
            }}
          >
            {expanded ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </ActionIcon>
        }
      />
      {SPLITS.map((split) => (
        <SplitPanel key={split} split={split} />
      ))}
    </section>
  );
}
