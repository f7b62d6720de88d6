import { DEFAULT_CONFIG, featureWishOf, type FeatureSelection, type FeatureWish } from "../domain/run-config";
import type { SliceCreator } from "./app-state";

/** More steps back than this are forgotten. */
const MAX_PAST = 100;

export interface FeaturesSlice {
  /** What a person or a configuration said of the features; the scaler of `config` follows it. */
  readonly featureWish: FeatureWish;
  /** Wishes before the latest changes, the most recent last. */
  readonly featuresPast: readonly FeatureWish[];
  /** Wishes that were taken back, the most recent last. */
  readonly featuresFuture: readonly FeatureWish[];
  /** Changes the features of the next run; can be taken back. */
  changeFeatures(wish: FeatureWish): void;
  /** Changes nothing but which columns are features. */
  selectFeatures(selection: FeatureSelection | undefined): void;
  undoFeatures(): void;
  redoFeatures(): void;
  /** Takes the wish of a file whole; there is no way back from it. */
  adoptFeatures(wish: FeatureWish): void;
}

export const createFeaturesSlice: SliceCreator<FeaturesSlice> = (set, get) => {
  const take = (featureWish: FeatureWish, history: Pick<FeaturesSlice, "featuresPast" | "featuresFuture">): void => {
    set(({ config }) => ({ featureWish, config: { ...config, scaler: featureWish.scaler }, ...history }));
    get().dataChanged();
  };

  return {
    featureWish: featureWishOf(DEFAULT_CONFIG),
    featuresPast: [],
    featuresFuture: [],

    changeFeatures: (wish) => {
      const { featureWish, featuresPast } = get();
      take(wish, { featuresPast: [...featuresPast, featureWish].slice(-MAX_PAST), featuresFuture: [] });
    },
    selectFeatures: (selection) => {
      const { selection: _, ...wish } = get().featureWish;
      get().changeFeatures(selection === undefined ? wish : { ...wish, selection });
    },
    undoFeatures: () => {
      const { featureWish, featuresPast, featuresFuture } = get();
      const wish = featuresPast.at(-1);
      if (wish === undefined) return;
      take(wish, { featuresPast: featuresPast.slice(0, -1), featuresFuture: [...featuresFuture, featureWish] });
    },
    redoFeatures: () => {
      const { featureWish, featuresPast, featuresFuture } = get();
      const wish = featuresFuture.at(-1);
      if (wish === undefined) return;
      take(wish, { featuresPast: [...featuresPast, featureWish], featuresFuture: featuresFuture.slice(0, -1) });
    },
    adoptFeatures: (wish) => {
      take(wish, { featuresPast: [], featuresFuture: [] });
    },
  };
};
