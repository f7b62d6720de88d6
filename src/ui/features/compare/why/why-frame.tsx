import type { ReactNode } from "react";
import type { Look } from "../../../../state/look";
import type { WhyPanel } from "../../../../state/why-asks";
import { FailedNotice } from "../../../components/failed-notice";
import { WorkProgress } from "../../../components/work-progress";
import { useApp } from "../../../store-context";

interface WhyFrameProps {
  readonly panel: WhyPanel;
  readonly look: Look<unknown, unknown>;
  /** What is being worked out: "the importance of the features". */
  readonly what: string;
  /** What is shown while nothing is: null for how far it is. */
  readonly children: ReactNode;
}

/** What a panel was told, or how far it is, or why it was told nothing, with the way out. */
export function WhyFrame({ panel, look, what, children }: WhyFrameProps) {
  const askWhyAgain = useApp((state) => state.askWhyAgain);
  if (look.status === "failed") {
    return <FailedNotice text={`${sentence(what)} could not be worked out: ${look.error}`} onAgain={() => { askWhyAgain(panel); }} />;
  }
  return children ?? (look.status === "looking" ? <WhyProgress look={look} what={what} /> : null);
}

/** How far a panel is, with a way to give it up where that takes long. */
export function WhyProgress({ look, what, onCancel }: { readonly look: Look<unknown, unknown>; readonly what: string; readonly onCancel?: () => void }) {
  return <WorkProgress doing={`Working out ${what}`} what={what} portion={look.portion} onCancel={onCancel} />;
}

function sentence(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}
