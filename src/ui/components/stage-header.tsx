import type { ReactNode } from "react";
import styles from "./stage-header.module.css";

interface StageHeaderProps {
  readonly title: string;
  readonly subtitle: string;
  readonly actions?: ReactNode;
}

export function StageHeader({ title, subtitle, actions }: StageHeaderProps) {
  return (
    <header className={styles.header}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.subtitle}>{subtitle}</p>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
