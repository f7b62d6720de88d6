import type { RunConfig } from "../domain/run-config";
import type { EngineRanking } from "../domain/trainer";
import type { SliceCreator } from "./app-state";
import { codeOf } from "./recovery";
import { messageOf } from "./run-desk";
import { isActive } from "./run-slice";
import type { Services } from "./services";

export interface RankingSlice {
  /** How fast the engines are on the net and batch size that were asked about last; null while that is not known. */
  readonly ranking: EngineRanking | null;
  /** Why they could not be measured, for the engine menu. */
  readonly rankingError: string | null;
  /** Has the engines measured for the configuration as it stands; quick when that was done before. */
  rankEngines(): Promise<void>;
}

export const createRankingSlice =
  ({ trainer }: Services): SliceCreator<RankingSlice> =>
  (set, get) => {
    let asked: { readonly config: RunConfig; readonly inputs: number } | null = null;

    const rank = async (config: RunConfig): Promise<EngineRanking> => {
      if (isActive(get().run)) return trainer.rank(config);
      const meta = await get().prepared();
      return trainer.rank(config).catch(async (reason: unknown) => {
        // The training worker was started anew since.
        if (codeOf(reason) !== "no-data") throw reason;
        await get().loadAgain(meta);
        return trainer.rank(config);
      });
    };

    return {
      ranking: null,
      rankingError: null,

      rankEngines: async () => {
        const { label, features, inputs, config: settings } = get();
        const config: RunConfig = { ...settings, ...(label === null ? {} : { label }), features: { include: features } };
        if (asked === null || asked.inputs !== inputs || !isSameNet(asked.config, config)) set({ ranking: null });
        const mine = { config, inputs };
        asked = mine;
        try {
          const ranking = await rank(config);
          if (asked === mine) set({ ranking, rankingError: null });
        } catch (reason) {
          // While a run is under way only what was measured before can be had.
          if (asked === mine && codeOf(reason) !== "busy") set({ rankingError: messageOf(reason) });
        }
      },
    };
  };

function isSameNet(a: RunConfig, b: RunConfig): boolean {
  return a.batchSize === b.batchSize && JSON.stringify([a.model, a.features]) === JSON.stringify([b.model, b.features]);
}
