import { useId, type ReactNode } from "react";
import styles from "./card.module.css";

interface CardProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** The head stands at the left of what is inside, where there is room for both. */
  readonly beside?: boolean;
  /** Takes a row of the grid around it for itself. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, hint, actions, beside, wide, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} data-beside={beside || undefined} data-wide={wide || undefined} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
