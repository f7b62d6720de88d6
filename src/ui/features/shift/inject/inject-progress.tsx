import { Button, Progress } from "@mantine/core";
import { formatPercent } from "../../../../domain/format";
import type { InjectionPanel } from "../../../../state/inject-slice";
import { FailedNotice } from "../../../components/failed-notice";
import { useApp } from "../../../store-context";
import styles from "./inject.module.css";

/** How far an answer is, with a way to give it up; or why there is none, with a way to ask once more. */
export function InjectProgress({ panel, what }: { readonly panel: InjectionPanel; readonly what: string }) {
  const { status, portion, error } = useApp((state) => state.injectionLooks[panel]);
  const { askInjection, stopInjection } = useApp((state) => state.injectionActions);
  if (status === "failed") return <FailedNotice text={`It could not be measured: ${error}`} onAgain={() => { askInjection(panel); }} />;
  if (status !== "looking") return null;
  const share = portion === null ? 0 : portion.done / portion.total;
  return (
    <div className={styles.waiting}>
      <p role="status">
        Working out {what}… {formatPercent(share, 0)}
      </p>
      <Progress value={100 * share} aria-label={`Progress of ${what}`} w={220} />
      <Button variant="default" size="compact-sm" onClick={() => { stopInjection(panel); }}>
        Cancel
      </Button>
    </div>
  );
}
