import type { Problem } from "../domain/problem";
import { SPLITS } from "../domain/split";
import type { AppState } from "./app-state";

/** Everything known about the loaded files and the choices made on them; splits that are not loaded are no news. */
export function allProblems({
  fileProblems,
  carveProblems,
  dataProblems,
  preparation,
}: Pick<AppState, "fileProblems" | "carveProblems" | "dataProblems" | "preparation">): Problem[] {
  const all = [
    ...(preparation.status === "failed" ? [preparation.problem] : []),
    ...SPLITS.flatMap((split) => fileProblems[split] ?? []),
    ...carveProblems,
    ...dataProblems.filter(({ code }) => code !== "split-missing"),
    ...(preparation.status === "ready" ? preparation.meta.problems : []),
  ];
  // What the summaries show is found again when the matrices are made.
  const messages = new Set<string>();
  return all.filter(({ message }) => messages.size < messages.add(message).size);
}
