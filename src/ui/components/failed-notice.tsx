import { Button } from "@mantine/core";
import styles from "./failed-notice.module.css";

/** What could not be worked out and why, with a way to ask once more. */
export function FailedNotice({ text, onAgain }: { readonly text: string; readonly onAgain: () => void }) {
  return (
    <div role="alert" className={styles.failed}>
      <p>{text}</p>
      <Button variant="default" size="compact-sm" onClick={onAgain}>
        Try again
      </Button>
    </div>
  );
}
