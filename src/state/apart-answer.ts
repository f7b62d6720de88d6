import type { Against } from "../domain/shift/against";
import type { DomainAnswer } from "../domain/shift/domain-question";
import type { AppState } from "./app-state";
import { isSameData } from "./preparation-slice";

/** What a small net made of train and another split of the run's data; null where it was not asked about these. */
export function domainAnswerOf({ run, apartLooks }: Pick<AppState, "run" | "apartLooks">, against: Against): DomainAnswer | null {
  const { answer } = apartLooks[against];
  const data = run?.data ?? null;
  if (answer === null || data === null) return null;
  return answer.question.data === data || isSameData(answer.question.data, data) ? answer.value : null;
}
