import { startTransition, useEffect, useState, type ReactNode } from "react";

interface AfterPaintProps {
  /** Those of a higher turn come later, so that no two are made in one task. */
  readonly turn: number;
  readonly placeholder: ReactNode;
  readonly children: ReactNode;
}

const TURN_MS = 60;

/** Makes its children after the page has been painted: charts, forms and tables take tens of milliseconds to come to life. */
export function AfterPaint({ turn, placeholder, children }: AfterPaintProps) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        startTransition(() => {
          setDue(true);
        });
      },
      TURN_MS * (turn + 1),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [turn]);
  return due ? children : placeholder;
}
