import { Button } from "@mantine/core";
import { useMemo } from "react";
import { compareBlocker } from "../../../../state/compared-net";
import type { AppState } from "../../../../state/app-state";
import { isActive } from "../../../../state/run-slice";
import { whyBlocker } from "../../../../state/why-slice";
import { LeakageNote } from "../../../components/leakage-mark";
import { MomentBar } from "../../../panels/moment-bar";
import { useApp } from "../../../store-context";
import { injectableColumns } from "./inject-plan";
import styles from "./inject.module.css";
import { PlanCard } from "./plan-card";
import { ResultCard } from "./result-card";
import { SweepCard } from "./sweep-card";

/** Shifts the user's own data on purpose, to see which metrics notice. */
export function InjectPanel() {
  const blocker = useApp(injectBlocker);
  const data = useApp((state) => state.run?.data ?? null);
  const columns = useMemo(() => (data === null ? [] : injectableColumns(data)), [data]);
  const openStage = useApp((state) => state.openStage);
  const trains = useApp((state) => isActive(state.run));
  if (blocker !== null) {
    return (
      <div className={styles.stack}>
        <p role="status">{blocker}</p>
        {!trains && (
          <div>
            <Button variant="default" onClick={() => { openStage("train"); }}>
              Open Train
            </Button>
          </div>
        )}
      </div>
    );
  }
  if (data === null) return <p role="status">The data of this run is not ready yet.</p>;
  return (
    <div className={styles.panel}>
      {data.fitted.fitOn === "everything" && <LeakageNote />}
      <MomentBar holdsAgainst={false} />
      <PlanCard columns={columns} />
      <ResultCard />
      <SweepCard />
    </div>
  );
}

/** Why nothing can be injected, in words with the way out; null when it can. */
function injectBlocker(state: AppState): string | null {
  if (state.run === null) return "Nothing has been trained yet. Train a net; then shift your data on purpose here and see which metrics notice.";
  return whyBlocker(state) ?? compareBlocker(state);
}
