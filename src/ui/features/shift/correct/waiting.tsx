import { Button } from "@mantine/core";
import { FailedNotice } from "../../../components/failed-notice";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";
import styles from "./correct.module.css";
import type { Awaited } from "./use-prior";

interface WaitingProps {
  readonly panel: "prior" | "corrected";
  readonly awaited: Awaited;
  /** What is being worked out: "the shares of positives". */
  readonly what: string;
}

/** How far an answer is, with a way to give it up; or why there is none, with a way to ask once more. */
export function Waiting({ panel, awaited, what }: WaitingProps) {
  const again = useApp((state) => state.askWhyAgain);
  const { look, givenUp, giveUp, resume } = awaited;
  if (look.status === "failed") return <FailedNotice text={`This could not be worked out: ${look.error ?? "no reason was given"}`} onAgain={() => { again(panel); }} />;
  if (givenUp) {
    return (
      <div className={styles.waiting}>
        <p role="status">You cancelled {what}.</p>
        <Button variant="default" size="compact-sm" onClick={resume}>
          Work it out
        </Button>
      </div>
    );
  }
  return <WorkProgress doing={`Working out ${what}`} what={what} portion={look.portion} onCancel={giveUp} />;
}
