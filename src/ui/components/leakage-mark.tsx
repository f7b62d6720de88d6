import { Tooltip } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import styles from "./leakage-mark.module.css";

const LEAKAGE_WARNING =
  "Leakage: the features were fitted on all three splits, so validation and test have told the net something. These figures are a demonstration, not a result.";

/** Also for those who come by keyboard or touch. */
const TOOLTIP_EVENTS = { hover: true, focus: true, touch: true };

/**
 * Stands beside every figure of a run whose features were fitted on more than train.
 * @param brief without its word: where the page is narrow, or always
 */
export function LeakageMark({ brief }: { readonly brief?: "narrow" | "always" }) {
  return (
    <Tooltip label={LEAKAGE_WARNING} events={TOOLTIP_EVENTS}>
      <span className={styles.mark} role="img" aria-label={LEAKAGE_WARNING} data-brief={brief} tabIndex={0}>
        <IconAlertTriangle size={13} stroke={1.8} aria-hidden />
        <span className={styles.word} aria-hidden>
          leakage
        </span>
      </span>
    </Tooltip>
  );
}

/** The same in words, where there is room for them. */
export function LeakageNote() {
  return (
    <p className={styles.note} role="note">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden /> {LEAKAGE_WARNING}
    </p>
  );
}
