import type { Acquaintance } from "../domain/shift/overfitting";
import type { Against } from "../domain/shift/against";
import type { Split } from "../domain/split";
import type { AppState } from "./app-state";
import { shownMoment } from "./compare-slice";

type Known = Pick<AppState, "run" | "looks" | "compare">;

/**
 * What the net shown may know of rows that it was not trained on, of what the inspector has found already. Splits that were
 * dealt or carved are none of its files, so nothing is known of them.
 */
export function acquaintanceOf(state: Known): Acquaintance {
  return { shared: { validation: sharedWithTrain(state, "validation"), test: sharedWithTrain(state, "test") }, repeats: repeatsWithin(state, "train"), chosenBy: chosenBy(state) };
}

function sharedWithTrain({ run, looks }: Known, to: Against): number {
  const data = run?.config.split === undefined ? (run?.data ?? null) : null;
  const found = looks.findings.answer?.value.find(({ split, shared }) => split === to && shared?.from === "train");
  if (data === null || found?.shared === undefined || found.severity !== "warning") return 0;
  return found.shared.rows / data.files[to].rows;
}

function repeatsWithin({ run, looks }: Known, split: Split): boolean {
  return run?.config.split === undefined && (looks.findings.answer?.value.some((finding) => finding.code === "duplicates-within" && finding.split === split) ?? false);
}

/** Early stopping chose the epoch where it ended the run, or the run went back to the best. */
function chosenBy(state: Known): Acquaintance["chosenBy"] {
  const { outcome = null, config } = state.run ?? {};
  const earlyStop = config?.earlyStop;
  if (outcome === null || earlyStop === undefined || shownMoment(state)?.at !== "end") return null;
  if (!earlyStop.restoreBest && outcome.reason === null) return null;
  if (earlyStop.metric.startsWith("validation.")) return "validation";
  return earlyStop.metric.startsWith("holdout.") ? "the hold-out" : null;
}
