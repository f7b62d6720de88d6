import type { InjectionPanel } from "../../../../state/inject-slice";
import { FailedNotice } from "../../../components/failed-notice";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";

/** How far an answer is, with a way to give it up; or why there is none, with a way to ask once more. */
export function InjectProgress({ panel, what }: { readonly panel: InjectionPanel; readonly what: string }) {
  const { status, portion, error } = useApp((state) => state.injectionLooks[panel]);
  const { askInjection, stopInjection } = useApp((state) => state.injectionActions);
  if (status === "failed") return <FailedNotice text={`It could not be measured: ${error}`} onAgain={() => { askInjection(panel); }} />;
  if (status !== "looking") return null;
  return <WorkProgress doing={`Working out ${what}`} what={what} portion={portion} onCancel={() => { stopInjection(panel); }} />;
}
