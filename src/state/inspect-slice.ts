import { profileCsv } from "../domain/inspect/profile-csv";
import { SPLITS } from "../domain/split";
import type { AppState, SliceCreator } from "./app-state";
import { asksOf, type Inspections, type Panel } from "./inspections";
import { createLooker, UNSEEN, type Look, type Looker } from "./look";
import type { Preparation } from "./preparation-slice";
import { dataLocked } from "./selectors";
import type { Services } from "./services";

export type Looks = { readonly [P in Panel]: Look<Inspections[P]["question"], Inspections[P]["answer"]> };

export interface InspectSlice {
  /** What has been seen of the loaded files, a panel each. When files change, all of it is dropped. */
  readonly looks: Looks;
  /** Has a panel look at something; nothing happens when that is what it shows or is looking for. */
  inspect<P extends Panel>(panel: P, question: Inspections[P]["question"]): void;
  /** Asks once more what has failed. */
  inspectAgain(panel: Panel): void;
  /** Hands over what the columns panel shows, as a CSV file. */
  downloadProfiles(): void;
}

const NOTHING_SEEN: Looks = {
  findings: UNSEEN,
  rows: UNSEEN,
  profiles: UNSEEN,
  histograms: UNSEEN,
  correlation: UNSEEN,
  duplicates: UNSEEN,
};

export const createInspectSlice =
  ({ dataSource, download }: Services): SliceCreator<InspectSlice> =>
  (set, get, store) => {
    const asks = asksOf(dataSource);

    const lookerOf = <P extends Panel>(panel: P): Looker<Inspections[P]["question"]> =>
      createLooker<Inspections[P]["question"], Inspections[P]["answer"]>({
        ask: asks[panel],
        show: (change) => {
          set(({ looks }) => ({ looks: { ...looks, [panel]: { ...looks[panel], ...change } } }));
        },
      });

    const lookers: { readonly [P in Panel]: Looker<Inspections[P]["question"]> } = {
      findings: lookerOf("findings"),
      rows: lookerOf("rows"),
      profiles: lookerOf("profiles"),
      histograms: lookerOf("histograms"),
      correlation: lookerOf("correlation"),
      duplicates: lookerOf("duplicates"),
    };

    /** Of the files before these ones: while it stands, nobody has looked yet whether matrices are to be made of these. */
    let outdated: Preparation | null = null;
    const findingsMayStart = (state: AppState): boolean =>
      SPLITS.some((split) => state.files[split] !== undefined) &&
      !dataLocked(state) &&
      state.preparation !== outdated &&
      state.preparation.status !== "preparing";

    /** What is about to be made of new files in the same breath goes first. */
    const findSoon = async (): Promise<void> => {
      await Promise.resolve();
      const state = get();
      if (state.looks.findings.status === "unseen" && findingsMayStart(state)) state.inspect("findings", "everything");
    };

    store.subscribe((state, before) => {
      if (state.files !== before.files) {
        outdated = state.preparation;
        for (const looker of Object.values(lookers)) looker.stop();
        set({ looks: NOTHING_SEEN });
      } else if (findingsMayStart(state)) {
        if (state.looks.findings.status === "unseen") void findSoon();
      } else if (state.looks.findings.status === "looking") {
        // Nobody waits for them: what somebody waits for goes first.
        lookers.findings.stop();
        set({ looks: { ...state.looks, findings: UNSEEN } });
      }
    });

    return {
      looks: NOTHING_SEEN,
      inspect: (panel, question) => {
        const { status, question: asked } = get().looks[panel];
        const same = JSON.stringify(asked) === JSON.stringify(question);
        if (status === "unseen" || !same) lookers[panel].look(question);
      },
      inspectAgain: (panel) => {
        again(panel);
      },
      downloadProfiles: () => {
        const { answer } = get().looks.profiles;
        if (answer !== null) download("triptych-columns.csv", new Blob([profileCsv(answer.value)], { type: "text/csv" }));
      },
    };

    function again<P extends Panel>(panel: P): void {
      const { status, question } = get().looks[panel];
      if (status === "failed" && question !== null) lookers[panel].look(question);
    }
  };
