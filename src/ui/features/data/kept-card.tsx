import { Button, Checkbox } from "@mantine/core";
import { formatBytes } from "../../../domain/format";
import type { AppState } from "../../../state/app-state";
import { dataUnderWay } from "../../../state/selectors";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";

/** What the browser keeps of the dataset across reloads, and the way to have it forgotten. */
export function KeptCard() {
  const keeping = useApp((state) => state.keeping);
  const wanted = useApp((state) => state.keepWanted);
  const restoring = useApp((state) => state.restoring);
  const loaded = useApp((state) => Object.keys(state.sources).length > 0);
  const underWay = useApp(dataUnderWay);
  const forget = useApp((state) => state.forgetKept);
  const restore = useApp((state) => state.restore);
  const want = useApp((state) => state.setKeepWanted);
  const { status } = keeping;
  if (restoring && !loaded) {
    return (
      <p role="status" className={styles.kept}>
        Restoring what was kept in this browser…
      </p>
    );
  }
  if (!loaded && status === "nothing" && wanted) return null;
  return (
    <section className={styles.kept} aria-label="Kept in this browser" data-failed={status === "failed" || undefined}>
      <p role="status">{wordsOf(keeping, wanted)}</p>
      {status === "kept" && !loaded && !underWay && (
        <Button variant="default" size="compact-sm" onClick={() => void restore()}>
          Restore
        </Button>
      )}
      {(status === "kept" || status === "failed") && (
        <Button variant="default" size="compact-sm" disabled={underWay} onClick={() => void forget()}>
          Forget
        </Button>
      )}
      <Checkbox
        label="Keep across reloads"
        size="sm"
        checked={wanted}
        onChange={(event) => void want(event.currentTarget.checked)}
      />
    </section>
  );
}

function wordsOf(keeping: AppState["keeping"], wanted: boolean): string {
  switch (keeping.status) {
    case "kept":
      return `Kept in this browser: ${keeping.bytes === 0 ? "the sample, which is made anew" : formatBytes(keeping.bytes)}.`;
    case "keeping":
      return "Being kept in this browser…";
    case "failed":
      return `Not kept in this browser: after a reload the files have to be loaded again. ${keeping.reason}`;
    case "nothing":
      return wanted ? "Not kept in this browser." : "Not kept in this browser: after a reload the files have to be loaded again.";
  }
}
