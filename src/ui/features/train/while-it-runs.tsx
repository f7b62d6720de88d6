import { useMemo } from "react";
import { refusals } from "../../../domain/run-limits";
import type { MidRunField } from "../../../domain/trainer";
import type { Run } from "../../../state/run-slice";
import { Card } from "../../components/card";
import { NumberField } from "../../components/number-field";
import type { TermKey } from "../../components/terms";
import { useApp } from "../../store-context";
import { ChangeList } from "./change-list";
import { midRunValues } from "./mid-run-values";
import { MID_RUN_TITLES } from "./run-text";
import styles from "./train-stage.module.css";

interface MidRunWords {
  readonly term: TermKey;
  readonly refuse: (value: number) => string | null;
}

const WORDS: Record<MidRunField, MidRunWords> = {
  "optimizer.lr": { term: "learningRate", refuse: refusals.lr },
  "optimizer.weightDecay": { term: "weightDecay", refuse: refusals.weightDecay },
  "loss.positiveWeight": { term: "positiveWeight", refuse: refusals.positiveWeight },
  "model.dropout": { term: "dropout", refuse: refusals.dropout },
  threshold: { term: "threshold", refuse: refusals.threshold },
};

const NO_CHANGES: Run["changes"] = [];

/** What can change in the run under way; everything else waits for the next one. */
export function WhileItRuns() {
  const config = useApp((state) => state.run?.config ?? state.config);
  const changes = useApp((state) => state.run?.changes ?? NO_CHANGES);
  // The rows of the first record are those of all others: later ones change nothing here.
  const first = useApp((state) => state.run?.history[0]);
  const changeRun = useApp((state) => state.changeRun);
  const values = useMemo(
    () => midRunValues({ config, changes, history: first === undefined ? [] : [first] }),
    [config, changes, first],
  );
  return (
    <Card title="While it runs" hint="Enter applies it from the next step on" beside>
      <div className={styles.control}>
        <div className={styles.midRun}>
          {values.map(({ field, value }) => (
            <NumberField
              key={field}
              label={capital(MID_RUN_TITLES[field])}
              term={WORDS[field].term}
              value={value}
              refuse={WORDS[field].refuse}
              takes="entered"
              onChange={(next) => {
                changeRun(field, next);
              }}
            />
          ))}
        </div>
        {changes.length > 0 && <ChangeList changes={changes} />}
      </div>
    </Card>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
