import { lazy, Suspense } from "react";
import styles from "./inspect-card.module.css";

/** Nobody has to look into the files before training, so what shows them loads by itself. */
const Inspect = lazy(() => import("./inspect/inspect").then((m) => ({ default: m.Inspect })));

/** Its place is kept while it loads. */
export function InspectCard() {
  return (
    <div className={styles.place}>
      <Suspense fallback={null}>
        <Inspect />
      </Suspense>
    </div>
  );
}
