import { formatPrevalence } from "../domain/format";
import { predictProbability } from "../domain/predict";
import { featureWishOf, withFeatures, type RunConfig } from "../domain/run-config";
import type { Weights } from "../domain/weights";
import { readModelFile, type ModelFile } from "../interop/read-model-file";
import { readRunConfig } from "../interop/run-config";

export interface OpenedSettings {
  readonly config: RunConfig;
  /** Of a model file; null for a configuration. */
  readonly weights: Weights | null;
  readonly message: string;
}

/** Golden rows are printed from float32 arithmetic; ours is float64. */
const GOLDEN_TOLERANCE = 1e-4;

/**
 * Reads a run configuration or a model file, whichever the text is.
 * @throws ConfigError or ModelFileError with a sentence that names the field at fault
 */
export function openSettings(text: string): OpenedSettings {
  if (!isModelFile(text)) {
    return { config: readRunConfig(text), weights: null, message: "Its settings are taken over." };
  }
  const file = readModelFile(text);
  const { finalConfig, fitted, label, model, threshold } = file;
  const include = [...new Set(fitted.columns.map(({ source }) => source))];
  const wish = { ...featureWishOf(finalConfig), selection: { include }, scaler: fitted.scaler, fitOn: fitted.fitOn };
  return {
    config: withFeatures({ ...finalConfig, label, model, threshold }, wish),
    weights: file.weights,
    message: `Its settings are taken over${changedWords(file)}, and the next run starts from its weights. ${correctionWords(file)}${goldenWords(file)}`,
  };
}

function isModelFile(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "format" in value && value.format === "triptych.model";
  } catch {
    return false;
  }
}

function changedWords({ changes }: ModelFile): string {
  return changes.length === 0 ? "" : " as they were at the end of its run";
}

function correctionWords({ correction }: ModelFile): string {
  if (correction === null) return "";
  const { trainPrior, targetPrior } = correction;
  return `Its scores are corrected from ${formatPrevalence(trainPrior)} to ${formatPrevalence(targetPrior)} positives, in the last bias. `;
}

/** Lets the file check itself: what it says of its golden rows against what its weights give. */
function goldenWords(file: ModelFile): string {
  const plain = { features: file.fitted.columns, blocks: file.blocks, weights: file.weights };
  const errors = file.golden.rows.map((row, index) =>
    Math.abs(predictProbability(plain, row) - (file.golden.probabilities[index] ?? NaN)),
  );
  if (errors.length === 0) return "It has no golden rows to check it by.";
  const worst = Math.max(...errors);
  return worst < GOLDEN_TOLERANCE
    ? "Its golden rows come out as the file says."
    : `Its golden rows differ from the file by up to ${worst.toPrecision(2)}: do not trust it.`;
}
