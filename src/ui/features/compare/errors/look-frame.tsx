import type { ReactNode } from "react";
import { formatPercent } from "../../../../domain/format";
import type { ErrorsLook, ErrorsPart } from "../../../../state/errors-slice";
import { FailedNotice } from "../../../components/failed-notice";
import { useApp } from "../../../store-context";
import styles from "./errors.module.css";

interface LookFrameProps {
  readonly part: ErrorsPart;
  readonly look: ErrorsLook<ErrorsPart>;
  /** What is being looked at: "the rows". */
  readonly what: string;
  /** What there is to show; null while it is awaited. */
  readonly children: ReactNode;
}

/** What was found, or that it is awaited, or why nothing was found, with the way out. */
export function LookFrame({ part, look, what, children }: LookFrameProps) {
  const again = useApp((state) => state.askErrorsAgain);
  if (look.status === "failed") {
    return <FailedNotice text={`This could not be worked out for ${what}: ${look.error}`} onAgain={() => { again(part); }} />;
  }
  if (children !== null) return children;
  const { portion } = look;
  return (
    <p role="status" className={styles.muted}>
      Looking at {what}…{portion !== null && portion.total > 0 && ` ${formatPercent(portion.done / portion.total, 0)}`}
    </p>
  );
}
