import { Button } from "@mantine/core";
import { useState } from "react";
import { secondComparison } from "../../state/compare-figures";
import { useApp } from "../store-context";
import styles from "./bars.module.css";
import { exactnessText, momentText } from "./moment-text";
import { MomentTrack } from "./moment-track";
import { nearestStop, type Stop } from "./stops";

interface HeldAgainstProps {
  readonly second: number;
  readonly stops: readonly Stop[];
  readonly last: number;
  readonly best: number | null;
}

/** The epoch that the one shown is held against: what changed from it is shown beside each figure. */
export function HeldAgainst({ second, stops, last, best }: HeldAgainstProps) {
  const exact = useApp((state) => secondComparison(state)?.exact ?? null);
  const failure = useApp(({ compare }) => (compare.other.status === "failed" ? compare.other.error : null));
  const compareWith = useApp((state) => state.compareWith);
  const compareAgain = useApp((state) => state.compareAgain);
  const [draft, setDraft] = useState<number | null>(null);
  const epochs = stops.filter((stop) => stop !== null);
  const held = draft ?? second;
  const text = momentText(held, last);
  const exactness = exact === null || draft !== null ? null : exactnessText(exact);
  return (
    <div className={styles.against} role="group" aria-label="Held against">
      <span className={styles.label}>Held against</span>
      <MomentTrack
        label="Epoch held against"
        stops={epochs.length}
        at={nearestStop(epochs, held)}
        text={exactness === null ? text : `${text}, ${exactness}`}
        onScrub={(stop) => {
          setDraft(epochs[stop] ?? null);
        }}
        onSettle={() => {
          if (draft !== null) compareWith(draft);
          setDraft(null);
        }}
      />
      {best !== null && (
        <Button variant="default" size="compact-sm" disabled={second === best} onClick={() => { compareWith(best); }}>
          Best
        </Button>
      )}
      <Button variant="default" size="compact-sm" onClick={() => { compareWith(null); }}>
        No longer
      </Button>
      <p className={styles.said}>
        {text}
        {exactness !== null && (
          <>
            {" · "}
            <span data-exact={exact === true}>{exactness}</span>
          </>
        )}
      </p>
      {failure !== null && (
        <p role="alert">
          Its exact figures could not be worked out: {failure}{" "}
          <Button variant="default" size="compact-sm" onClick={compareAgain}>
            Try again
          </Button>
        </p>
      )}
    </div>
  );
}
