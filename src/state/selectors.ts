import { SAMPLE_FILE_NAMES } from "../domain/sample/profile";
import { SPLITS, type Split } from "../domain/split";
import type { AppState } from "./app-state";
import { blockingProblem } from "./blockers";
import { isReading } from "./sources";
import { isActive } from "./run-slice";

export function missingSplits(state: AppState): Split[] {
  return SPLITS.filter((split) => state.files[split] === undefined);
}

/** Why a run cannot be started, in words with the way out; null when it can. */
export function trainingBlocker(state: AppState): string | null {
  if (isOnlyDealing(state)) return "Dealing rows…";
  if (dataUnderWay(state)) return "Reading files…";
  const blocking = blockingProblem(state);
  return blocking === null ? null : `${blocking.message} ${blocking.remedy}`;
}

/** All that is loaded is the synthetic sample. */
export function isSample({ files }: Pick<AppState, "files">): boolean {
  const names = SPLITS.flatMap((split) => {
    const name = files[split]?.fileName;
    return name === undefined ? [] : [name === SAMPLE_FILE_NAMES[split]];
  });
  return names.length > 0 && names.every(Boolean);
}

/** What is loaded, by the first file in the order of the splits: "train.csv and 2 more files"; null where there is none. */
export function datasetTitle({ files }: Pick<AppState, "files">): string | null {
  const names = [...new Set(SPLITS.flatMap((split) => files[split]?.fileName ?? []))];
  const [first, ...others] = names;
  if (first === undefined || others.length === 0) return first ?? null;
  return `${first} and ${others.length} more ${others.length === 1 ? "file" : "files"}`;
}

/** Rows of a split as loaded. */
export function splitRows(state: AppState, split: Split): number | null {
  return state.files[split]?.rows ?? null;
}

/** While a run is under way its data must stay as it is. */
export function dataLocked(state: AppState): boolean {
  return dataUnderWay(state) || isActive(state.run);
}

/** The files are there, and their rows are being dealt. */
export function isOnlyDealing({ readings, carving, restoring }: Pick<AppState, "readings" | "carving" | "restoring">): boolean {
  return carving && !isReading(readings) && !restoring;
}

/** Files are being read or their rows dealt: what there is of the splits is about to change. */
export function dataUnderWay({ readings, carving, restoring }: Pick<AppState, "readings" | "carving" | "restoring">): boolean {
  return isReading(readings) || carving || restoring;
}
