import { useApp } from "../../../store-context";
import { whyBlocker } from "../../../../state/why-slice";
import { DependenceCard } from "./dependence-card";
import { ImportanceCard } from "./importance-card";
import { WhatIfCard } from "./what-if-card";
import styles from "./why.module.css";

/** Why the net answers as it does: what it leans on, how its score follows a feature, and what would change one answer. */
export function WhyPanel() {
  const blocker = useApp(whyBlocker);
  const data = useApp((state) => state.run?.data ?? null);
  if (blocker !== null) return <p role="status">{blocker}</p>;
  if (data === null) return <p role="status">The data of this run is not ready yet.</p>;
  return (
    <div className={styles.panel}>
      <ImportanceCard data={data} />
      <DependenceCard data={data} />
      <WhatIfCard data={data} />
    </div>
  );
}
