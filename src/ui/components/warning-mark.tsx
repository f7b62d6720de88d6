import { Tooltip } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import styles from "./warning-mark.module.css";

/** Also for those who come by keyboard or touch. */
const TOOLTIP_EVENTS = { hover: true, focus: true, touch: true };

interface WarningMarkProps {
  /** What it stands for, in a word or two. */
  readonly word: string;
  /** The warning in whole sentences. */
  readonly text: string;
  /** Without its word: on a phone, where the page is narrow, or always. */
  readonly brief?: "phone" | "narrow" | "always" | undefined;
}

/** Stands beside figures that are not what they seem. */
export function WarningMark({ word, text, brief }: WarningMarkProps) {
  return (
    <Tooltip label={text} events={TOOLTIP_EVENTS} multiline maw={420}>
      <span className={styles.mark} role="img" aria-label={text} data-brief={brief} tabIndex={0}>
        <IconAlertTriangle size={13} stroke={1.8} aria-hidden />
        <span className={styles.word} aria-hidden>
          {word}
        </span>
      </span>
    </Tooltip>
  );
}

/** The same in words, where there is room for them. */
export function WarningNote({ text }: { readonly text: string }) {
  return (
    <p className={styles.note} role="note">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden /> <span>{text}</span>
    </p>
  );
}
