import { errorsBlocker } from "../../../../state/errors-slice";
import { useApp } from "../../../store-context";
import styles from "./errors.module.css";
import { MistakesCard } from "./mistakes-card";
import { SlicesCard } from "./slices-card";

/** The rows that the net shown gets most wrong, and how it does on parts of the data. */
export function ErrorsPanel() {
  const blocker = useApp(errorsBlocker);
  const data = useApp((state) => state.run?.data ?? null);
  if (blocker !== null || data === null) {
    return (
      <p role="status" className={styles.blocked}>
        {blocker ?? "The data is being made ready."}
      </p>
    );
  }
  return (
    <div className={styles.stack}>
      <MistakesCard data={data} />
      <SlicesCard data={data} />
    </div>
  );
}
