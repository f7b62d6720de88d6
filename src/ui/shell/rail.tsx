import { VisuallyHidden } from "@mantine/core";
import { stageNote, stageStatus } from "../../state/stage-status";
import { STAGES, STAGE_TITLES, type Stage, type StageStatus } from "../../state/stages";
import { useApp } from "../store-context";
import styles from "./rail.module.css";

const STATUS_WORDS: Record<StageStatus, string> = {
  empty: "nothing here yet",
  ready: "ready",
  running: "running",
  done: "done",
  problem: "has a problem",
};

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Stages">
      <ol className={styles.list}>
        {STAGES.map((stage, index) => (
          <li key={stage}>
            <RailItem stage={stage} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function RailItem({ stage, number }: { readonly stage: Stage; readonly number: number }) {
  const current = useApp((state) => state.stage === stage);
  const status = useApp((state) => stageStatus(state, stage));
  const note = useApp((state) => stageNote(state, stage));
  const openStage = useApp((state) => state.openStage);
  return (
    <button
      type="button"
      className={styles.stage}
      aria-current={current ? "page" : undefined}
      onClick={() => {
        openStage(stage);
      }}
    >
      <span className={styles.number} data-status={status} aria-hidden>
        {number}
      </span>
      <span>{STAGE_TITLES[stage]}</span>
      <span className={styles.note}>{note}</span>
      <VisuallyHidden>({STATUS_WORDS[status]})</VisuallyHidden>
    </button>
  );
}
