import { bethRecipe } from "../domain/features/beth-recipe";
import { isLikelyLabel, type LoadedSummaries } from "../domain/label";
import type { FeatureWish } from "../domain/run-config";
import { featureColumns } from "./feature-columns";

export interface FeaturePreset {
  readonly name: "default" | "beth" | "all";
  readonly title: string;
  readonly wish: FeatureWish;
}

const PLAIN: FeatureWish = { treatments: [], scaler: "standard", fitOn: "train" };

/** Whole sets of choices that suit the loaded files. */
export function featurePresets(files: LoadedSummaries, label: string | null): FeaturePreset[] {
  const usable = featureColumns({ files, label, features: [], treatments: [] })
    .filter(({ unusable }) => unusable === null)
    .map(({ name }) => name);
  const recipe = bethRecipe(usable);
  // A second label would tell the net the answer.
  const honest = usable.filter((name) => !isLikelyLabel(name));
  return [
    { name: "default", title: "Default", wish: PLAIN },
    ...(recipe === null ? [] : [{ name: "beth" as const, title: "BETH recipe", wish: wishOf(recipe.features, recipe.treatments) }]),
    { name: "all", title: "All columns", wish: wishOf(honest, []) },
  ];
}

function wishOf(include: readonly string[], treatments: FeatureWish["treatments"]): FeatureWish {
  return { ...PLAIN, selection: { include }, treatments };
}

/** The preset that a wish is; null when it is none. */
export function featurePresetOf(wish: FeatureWish, presets: readonly FeaturePreset[]): FeaturePreset | null {
  const text = wishText(wish);
  return presets.find((preset) => wishText(preset.wish) === text) ?? null;
}

function wishText({ selection, treatments, scaler, fitOn }: FeatureWish): string {
  return JSON.stringify([selection, treatments, scaler, fitOn]);
}
