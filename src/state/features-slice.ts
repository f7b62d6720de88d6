import { DEFAULT_CONFIG, featureWishOf, type FeatureWish } from "../domain/run-config";
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
  /** Changes the features of the next run, by hand or to those of a file; can be taken back. */
  changeFeatures(wish: FeatureWish): void;
  undoFeatures(): void;
  redoFeatures(): void;
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
      const { featureWish, featuresPast, featuresFuture } = get();
      // A step that changes nothing would be one too many to take back.
      if (JSON.stringify(wish) === JSON.stringify(featureWish)) take(wish, { featuresPast, featuresFuture });
      else take(wish, { featuresPast: [...featuresPast, featureWish].slice(-MAX_PAST), featuresFuture: [] });
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
  };
};
