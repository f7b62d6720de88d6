import { Progress } from "@mantine/core";
import type { ReactNode } from "react";
import { formatPercent } from "../../../../domain/format";
import type { Look } from "../../../../state/look";
import type { Panel } from "../../../../state/inspections";
import { FailedNotice } from "../../../components/failed-notice";
import { useApp } from "../../../store-context";
import styles from "./inspect.module.css";

interface LookFrameProps {
  readonly panel: Panel;
  readonly look: Look<unknown, unknown>;
  /** What is being looked at: "the rows". */
  readonly what: string;
  /** What there is to show; null while it is awaited. */
  readonly children: ReactNode;
}

/** What a panel found, or how far it is, or why it found nothing, with the way out. */
export function LookFrame({ panel, look, what, children }: LookFrameProps) {
  const inspectAgain = useApp((state) => state.inspectAgain);
  if (look.status === "failed") {
    return (
      <FailedNotice
        text={`This part could not be worked out for ${what}: ${look.error}`}
        onAgain={() => {
          inspectAgain(panel);
        }}
      />
    );
  }
  if (children !== null) return children;
  const { portion } = look;
  const share = portion === null || portion.total === 0 ? null : portion.done / portion.total;
  return (
    <div role="status" className={styles.waiting}>
      <p>
        Looking at {what}…{share !== null && ` ${formatPercent(share, 0)}`}
      </p>
      <Progress value={100 * (share ?? 0)} aria-label={`Progress of ${what}`} w={220} />
    </div>
  );
}
