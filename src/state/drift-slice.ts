import type { DriftAnswer } from "../domain/shift/drift";
import type { SliceCreator } from "./app-state";
import { createLooker, UNSEEN, type Look } from "./look";
import type { PreparedMeta } from "./preparation-slice";
import type { Services } from "./services";

export interface DriftSlice {
  /** How the features differ between the splits, over the rows of the newest matrices; dropped with them. */
  readonly drift: Look<PreparedMeta, DriftAnswer>;
  /** Has that worked out; nothing happens while it is known or under way, has failed, or there are no matrices. */
  askDrift(): void;
  /** Asks once more what has failed, or was given up. */
  askDriftAgain(): void;
  /** Gives up what is being worked out. */
  stopDrift(): void;
}

/** What stands in the place of a reason once somebody gave it up. */
const GIVEN_UP = "it was cancelled.";

export const createDriftSlice =
  ({ dataSource }: Services): SliceCreator<DriftSlice> =>
  (set, get, store) => {
    const looker = createLooker<PreparedMeta, DriftAnswer>({
      ask: (_meta, watching) => dataSource.drift(watching),
      show: (change) => {
        set(({ drift }) => ({ drift: { ...drift, ...change } }));
      },
    });

    const ask = (): void => {
      const { preparation } = get();
      if (preparation.status === "ready") looker.look(preparation.meta);
    };

    store.subscribe(({ preparation, drift }) => {
      if (drift === UNSEEN || (preparation.status === "ready" && preparation.meta === drift.question)) return;
      looker.stop();
      set({ drift: UNSEEN });
    });

    return {
      drift: UNSEEN,
      askDrift: () => {
        if (get().drift.status === "unseen") ask();
      },
      askDriftAgain: () => {
        if (get().drift.status === "failed") ask();
      },
      stopDrift: () => {
        if (get().drift.status !== "looking") return;
        looker.stop();
        set(({ drift }) => ({ drift: { ...drift, status: "failed", portion: null, error: GIVEN_UP } }));
      },
    };
  };
