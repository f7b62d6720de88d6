import { evaluate } from "../../domain/metrics/evaluation";
import { toBlocks, type LayerSpec, type ModelSpec } from "../../domain/model-spec";
import { predictProbability } from "../../domain/predict";
import { DEFAULT_ADAM, DEFAULT_CONFIG } from "../../domain/run-config";
import type { FittedScaler } from "../../domain/scaling";
import { perSplit } from "../../domain/split";
import type { Weights } from "../../domain/weights";
import type { ModelFileContent } from "../model-file";

/** Weights without a pattern that a transposed or shifted reading could hide. */
function weightsOf(model: ModelSpec, inputs: number): Weights {
  let draws = 0;
  const draw = (): number => Math.fround(Math.sin(++draws * 12.9898) * 0.6);
  return toBlocks(model, inputs).map((block) => ({
    weight: Float32Array.from({ length: block.in * block.out }, draw),
    bias: Float32Array.from({ length: block.out }, draw),
  }));
}

const NAMES = ["processId", "mountNamespace", "returnValue"];

const SCALER: FittedScaler = {
  kind: "standard",
  columns: [
    { name: "processId", mean: 6814.763308, variance: 1948.871187 ** 2, scale: 1948.871187, constant: false },
    { name: "mountNamespace", mean: 4_026_531_932.4, variance: 164.9 ** 2, scale: 164.9, constant: false },
    { name: "returnValue", mean: 17.5, variance: 0, scale: 1, constant: true },
  ],
};

const GOLDEN_ROWS = [
  [381, 4_026_532_231, 0],
  [7347, 4_026_531_840, -2],
  [8619, 4_026_532_232, 8289],
  [1, 4_026_531_840, 18],
];

/** A small trained net, 3-5-4-1 with two kinds of activation, as it would be exported. */
export function smallModel(): ModelFileContent {
  return trainedModel([
    { type: "linear", out: 5 },
    { type: "relu" },
    { type: "linear", out: 4 },
    { type: "tanh" },
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ]);
}

/** The same with the activations that `smallModel` has not, and with dropout. */
export function variedModel(): ModelFileContent {
  return trainedModel([
    { type: "linear", out: 6 },
    { type: "leaky-relu", slope: 0.2 },
    { type: "dropout", p: 0.5 },
    { type: "linear", out: 5 },
    { type: "gelu" },
    { type: "linear", out: 4 },
    { type: "elu" },
    { type: "dropout", p: 0.1 },
    { type: "linear", out: 3 },
    { type: "sigmoid" },
    { type: "linear", out: 1 },
    { type: "sigmoid" },
  ]);
}

function trainedModel(layers: readonly LayerSpec[]): ModelFileContent {
  const model: ModelSpec = { layers, init: "pytorch-default" };
  const weights = weightsOf(model, NAMES.length);
  const blocks = toBlocks(model, NAMES.length);
  const plain = { features: SCALER.columns, blocks, weights };
  const probabilities = GOLDEN_ROWS.map((row) => predictProbability(plain, row));
  const label = { column: "sus_label", positive: ["1"] };
  const config = { ...DEFAULT_CONFIG, label, features: { include: NAMES }, model, optimizer: DEFAULT_ADAM };
  const measured = { rows: 4, positives: 1, loss: 0.5, accuracy: 0.75, confusion: { tp: 0, fp: 0, tn: 3, fn: 1 } };
  return {
    createdAt: "2026-11-22T12:00:00.000Z",
    appVersion: "0.1.0",
    label,
    scaler: SCALER,
    weights,
    config,
    ending: { status: "finished", reason: null, weightsEpoch: 1, config: { ...config, optimizer: { ...DEFAULT_ADAM, lr: 3e-4 } } },
    history: [0, 1].map((epoch) => ({ epoch, ...perSplit(() => measured) })),
    evaluation: perSplit(() => evaluate(Float64Array.from(probabilities), Uint8Array.of(0, 0, 0, 0), 0.5)),
    data: perSplit((split) => ({ name: `labelled_${split}.csv`, bytes: 100, rows: 4, sha256: "ab".repeat(32) })),
    golden: { rows: GOLDEN_ROWS, probabilities },
    engine: { name: "cpu", variant: "plain", pool: 1, renderer: null },
    changes: [{ epoch: 1, step: 0, field: "optimizer.lr", from: 1e-3, to: 3e-4 }],
  };
}
