import type { ListedInjection } from "../../../../domain/shift/injection";
import { shownMoment } from "../../../../state/compare-slice";
import { isSameMoment } from "../../../../state/compared-net";
import type { InjectionAbout, InjectionPanel } from "../../../../state/inject-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";

/**
 * Whether what a panel was told is of something else than what it would ask now, or is asking: then "awaited", else
 * "outdated"; null where it is of the same.
 */
export function useOutdated(panel: InjectionPanel): "outdated" | "awaited" | null {
  return useApp((state) => {
    const { answer, question, status } = state.injectionLooks[panel];
    if (answer === null) return null;
    if (status === "looking" && question !== null) return isSame(answer.question, question) ? null : "awaited";
    const moment = shownMoment(state);
    const now = moment === null ? null : { ...moment, plan: state.injection.plan, threshold: thresholdOf(state).value };
    return now !== null && isSame(answer.question, now) ? null : "outdated";
  });
}

function isSame(a: InjectionAbout, b: InjectionAbout): boolean {
  return a.plan.split === b.plan.split && a.plan.seed === b.plan.seed && textOf(a.plan.list) === textOf(b.plan.list) && a.threshold === b.threshold && isSameMoment(a, b);
}

/** What is off does not count. */
function textOf(list: readonly ListedInjection[]): string {
  return JSON.stringify(list.filter(({ on }) => on));
}
