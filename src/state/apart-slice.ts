import type { Against } from "../domain/shift/against";
import type { DomainAnswer } from "../domain/shift/domain-question";
import { sourceGroups } from "../domain/why/permutation-importance";
import type { AppState, SliceCreator } from "./app-state";
import { askingOf } from "./compare-slice";
import { createLooker, UNSEEN, type Look, type Looker } from "./look";
import { isSameData, type PreparedMeta } from "./preparation-slice";
import { codeOf } from "./recovery";
import { isActive } from "./run-slice";
import type { Services } from "./services";

export interface ApartLook {
  readonly data: PreparedMeta;
  readonly seed: number;
}

export type ApartLooks = Readonly<Record<Against, Look<ApartLook, DomainAnswer>>>;

export interface ApartSlice {
  /** Whether a small net can tell train from the other splits. Dropped when the matrices change, kept from run to run. */
  readonly apartLooks: ApartLooks;
  /** Asks, with rows drawn from the seed; nothing happens when that is what is shown or on its way. */
  askApart(against: Against, seed: number): void;
  /** Asks once more what has failed. */
  askApartAgain(against: Against): void;
  /** Gives up what is being asked; what was told last stays. */
  stopApart(against: Against): void;
}

/** Why nothing can be asked now, in words with the way out; null when it can. */
export function apartBlocker({ run, preparation }: Pick<AppState, "run" | "preparation">): string | null {
  switch (preparation.status) {
    case "empty":
      return "There are no matrices yet. Load a train, a validation and a test file, and choose a label.";
    case "preparing":
      return "The matrices are being made…";
    case "failed":
      return `There are no matrices: ${preparation.problem.message}`;
    case "ready":
      return isActive(run) ? "A run is under way, and the engine is busy with it. Ask when it has ended, or stop it." : null;
  }
}

const NOTHING_ASKED: ApartLooks = { validation: UNSEEN, test: UNSEEN };

export const createApartSlice =
  ({ examiner }: Services): SliceCreator<ApartSlice> =>
  (set, get, store) => {
    const show = (against: Against, change: Partial<ApartLooks[Against]>): void => {
      set(({ apartLooks }) => ({ apartLooks: { ...apartLooks, [against]: { ...apartLooks[against], ...change } } }));
    };

    const lookerOf = (against: Against): Looker<ApartLook> =>
      createLooker<ApartLook, DomainAnswer>({
        ask: async ({ data, seed }, watching) => {
          const question = { against, groups: sourceGroups(data.fitted.columns), seed, engine: get().engineChoice };
          const ask = (): Promise<DomainAnswer> => examiner.domain(question, askingOf(watching));
          return ask().catch(async (reason: unknown) => {
            if (codeOf(reason) === "busy") throw new Error("a run began, and the question gave way to it.");
            // The training worker was started anew since.
            if (codeOf(reason) !== "no-data") throw reason;
            await get().loadAgain(data);
            watching.signal.throwIfAborted();
            return ask();
          });
        },
        show: (change) => {
          show(against, change);
        },
      });

    const lookers: Readonly<Record<Against, Looker<ApartLook>>> = { validation: lookerOf("validation"), test: lookerOf("test") };

    store.subscribe((state, before) => {
      const { preparation, apartLooks } = state;
      if (preparation === before.preparation || preparation.status === "preparing" || apartLooks === NOTHING_ASKED) return;
      const isOfOthers = ({ question }: ApartLooks[Against]): boolean =>
        question !== null && (preparation.status !== "ready" || !isSameData(question.data, preparation.meta));
      if (!Object.values(apartLooks).some(isOfOthers)) return;
      for (const looker of Object.values(lookers)) looker.stop();
      set({ apartLooks: NOTHING_ASKED });
    });

    return {
      apartLooks: NOTHING_ASKED,
      askApart: (against, seed) => {
        const state = get();
        if (state.preparation.status !== "ready" || apartBlocker(state) !== null) return;
        const { status, question } = state.apartLooks[against];
        if (status === "unseen" || status === "failed" || question?.seed !== seed) lookers[against].look({ data: state.preparation.meta, seed });
      },
      askApartAgain: (against) => {
        const { status, question } = get().apartLooks[against];
        if (status === "failed" && question !== null) lookers[against].look(question);
      },
      stopApart: (against) => {
        const { status, answer } = get().apartLooks[against];
        if (status !== "looking") return;
        lookers[against].stop();
        show(against, answer === null ? UNSEEN : { status: "ready", question: answer.question, portion: null });
      },
    };
  };
