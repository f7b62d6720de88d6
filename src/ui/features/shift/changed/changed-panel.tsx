import { Button } from "@mantine/core";
import { useState } from "react";
import type { Against } from "../../../../domain/shift/against";
import { blockingProblem, stageThatMends } from "../../../../state/blockers";
import type { PreparedMeta } from "../../../../state/preparation-slice";
import { trainingBlocker } from "../../../../state/selectors";
import { STAGE_TITLES } from "../../../../state/stages";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";
import styles from "./changed.module.css";
import { DriftCard } from "./drift-card";
import { LabelCard } from "./label-card";
import { WithinCard } from "./within-card";

/** What differs between the splits: how many rows are positive, how the features lie, and how they lie within each class. */
export function ChangedPanel() {
  const preparation = useApp((state) => state.preparation);
  return preparation.status === "ready" ? <Changed data={preparation.meta} /> : <NothingYet preparing={preparation.status === "preparing"} />;
}

function Changed({ data }: { readonly data: PreparedMeta }) {
  const [against, setAgainst] = useState<Against>("test");
  return (
    <div className={styles.panel}>
      <LabelCard data={data} />
      <DriftCard against={against} onAgainst={setAgainst} />
      <WithinCard data={data} against={against} onAgainst={setAgainst} />
    </div>
  );
}

const AWAITED = "Here it is said how many rows of each split are positive, which features moved, and whether they moved within each class.";

function NothingYet({ preparing }: { readonly preparing: boolean }) {
  const openStage = useApp((state) => state.openStage);
  const blocker = useApp(trainingBlocker);
  const mends = useApp((state) => {
    const problem = blockingProblem(state);
    return problem === null ? null : stageThatMends(problem);
  });
  return (
    <Card title="Nothing to compare yet">
      <div className={styles.stack}>
        <p>{AWAITED}</p>
        <p role="status">{preparing ? "The three splits are being made ready…" : (blocker ?? "The splits of these choices are made ready when the run that is under way has ended.")}</p>
        {mends !== null && !preparing && (
          <div>
            <Button onClick={() => { openStage(mends); }}>Open {STAGE_TITLES[mends]}</Button>
          </div>
        )}
      </div>
    </Card>
  );
}
