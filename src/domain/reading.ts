import type { Problem } from "./problem";
import type { SplitSummary } from "./table";

/** What came of one file. A refused file leaves the split as it was. */
export type ReadOutcome =
  | { readonly status: "loaded"; readonly summary: SplitSummary; readonly problems: readonly Problem[] }
  | { readonly status: "refused"; readonly problems: readonly Problem[] };

export interface ReadProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}
