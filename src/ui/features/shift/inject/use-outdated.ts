import type { ListedInjection } from "../../../../domain/shift/injection";
import { shownMoment } from "../../../../state/compare-slice";
import { isSameMoment } from "../../../../state/compared-net";
import type { InjectionPanel } from "../../../../state/inject-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";

/** Whether what a panel was told is of something else than what it would ask now. */
export function useOutdated(panel: InjectionPanel): boolean {
  return useApp((state) => {
    const { answer, status } = state.injectionLooks[panel];
    if (answer === null || status === "looking") return false;
    const { plan, threshold } = answer.question;
    const now = state.injection.plan;
    const same = plan.split === now.split && plan.seed === now.seed && textOf(plan.list) === textOf(now.list);
    return !same || threshold !== thresholdOf(state).value || !isSameMoment(answer.question, shownMoment(state));
  });
}

/** What is off does not count. */
function textOf(list: readonly ListedInjection[]): string {
  return JSON.stringify(list.filter(({ on }) => on));
}
