import { useApp } from "../../store-context";
import styles from "./train-stage.module.css";

export function RunError() {
  const error = useApp((state) => state.run?.error?.message ?? null);
  if (error === null) return null;
  return (
    <div className={styles.error} role="alert" style={{ marginBottom: "var(--space-4)" }}>
      <strong>The run failed.</strong> {error}
    </div>
  );
}
