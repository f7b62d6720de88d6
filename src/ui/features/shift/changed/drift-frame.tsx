import type { ReactNode } from "react";
import type { Look } from "../../../../state/look";
import { FailedNotice } from "../../../components/failed-notice";
import { WorkProgress } from "../../../components/work-progress";

interface DriftFrameProps {
  readonly look: Look<unknown, unknown>;
  /** What is being worked out: "the drift of the features". */
  readonly what: string;
  readonly onAgain: () => void;
  /** Without it there is no way to give it up here. */
  readonly onCancel?: () => void;
  /** What there is to show; null while it is awaited. */
  readonly children: ReactNode;
}

/** What was worked out, or how far it is with a way to give it up, or why there is nothing, with a way to ask again. */
export function DriftFrame({ look, what, onAgain, onCancel, children }: DriftFrameProps) {
  if (look.status === "failed") return <FailedNotice text={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be worked out: ${look.error}`} onAgain={onAgain} />;
  if (children !== null) return children;
  return <WorkProgress doing={`Working out ${what}`} what={what} portion={look.portion} onCancel={onCancel} />;
}
