import type { FittedEncoding, FittedFeature, FittedFeatures, RawCell } from "../../domain/features/fitted";
import { evaluate } from "../../domain/metrics/evaluation";
import { toBlocks, type LayerSpec, type ModelSpec } from "../../domain/model-spec";
import { predictProbability } from "../../domain/predict";
import { DEFAULT_ADAM, DEFAULT_CONFIG } from "../../domain/run-config";
import { perSplit } from "../../domain/split";
import { standardFeature, standardFeatures } from "../../domain/testing/fitted-features";
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

const FITTED = standardFeatures([
  standardFeature("processId", 6814.763308, 1948.871187),
  standardFeature("mountNamespace", 4_026_531_932.4, 164.9),
  standardFeature("returnValue", 17.5, 1, { constant: true }),
]);

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

const LOGARITHMS = Array.from({ length: 200 }, (_, x) => String(Math.log1p(x)));

/** A net on features that are filled, transformed and encoded. */
export function encodedModel(): ModelFileContent {
  const daemon = (encoding: FittedEncoding, center: number): FittedFeature =>
    standardFeature("daemon", center, 0.4, { missing: "indicator", fill: "(missing)", encoding });
  const categories = ["cron", "(missing)"];
  return trainedModel(
    [{ type: "linear", out: 3 }, { type: "relu" }, { type: "linear", out: 1 }, { type: "sigmoid" }],
    {
      scaler: "robust",
      fitOn: "everything",
      columns: [
        standardFeature("size", 0.7, 2.5, {
          missing: "median",
          fill: 12,
          transform: [{ type: "clip", low: 0, high: 1e6 }, { type: "log1p" }, { type: "symlog" }],
        }),
        daemon({ type: "one-hot", category: "cron" }, 0.5),
        daemon({ type: "one-hot-other", categories }, 0),
        daemon({ type: "frequency", categories, shares: [0.75, 0.25] }, 0.5),
        standardFeature("port", 1, 2, { encoding: { type: "ordinal", categories: ["22", "80", "443"] } }),
        standardFeature("port", 0.1, 1, { encoding: { type: "missing" }, missing: "indicator", fill: 80 }),
        standardFeature("user", 0, 1, { encoding: { type: "at-least", limit: 1000 } }),
        standardFeature("user", 0, 1, { encoding: { type: "not-in", values: ["0", "1"] } }),
        standardFeature("returned", 1, 0.5, { encoding: { type: "sign" } }),
        // Numbers that languages write differently, and that their logarithms differ in the last digit of.
        standardFeature("rate", 0, 1, { encoding: { type: "ordinal", categories: ["1e-7", "0.00001", "1e+21"] } }),
        standardFeature("bytes", 0, 20, { transform: [{ type: "log1p" }], encoding: { type: "ordinal", categories: LOGARITHMS } }),
      ],
    },
    [
      [0, "cron", "cron", "cron", 22, 22, 1000, 1000, -2, 1e-7, 7],
      [null, null, null, null, 443, null, 999, 0, 0, 1e-5, 90],
      [-5, "sshd", "sshd", "sshd", 8080, 443, 0, 7, 4, 1e21, 175],
    ],
  );
}

function trainedModel(
  layers: readonly LayerSpec[],
  fitted: FittedFeatures = FITTED,
  rows: readonly (readonly RawCell[])[] = GOLDEN_ROWS,
): ModelFileContent {
  const model: ModelSpec = { layers, init: "pytorch-default" };
  const weights = weightsOf(model, fitted.columns.length);
  const blocks = toBlocks(model, fitted.columns.length);
  const plain = { features: fitted.columns, blocks, weights };
  const probabilities = rows.map((row) => predictProbability(plain, row));
  const label = { column: "sus_label", positive: ["1"] };
  const config = { ...DEFAULT_CONFIG, label, features: { include: [...new Set(fitted.columns.map(({ source }) => source))] }, model, optimizer: DEFAULT_ADAM };
  const measured = { rows: 4, positives: 1, loss: 0.5, accuracy: 0.75, confusion: { tp: 0, fp: 0, tn: 3, fn: 1 } };
  return {
    createdAt: "2026-11-22T12:00:00.000Z",
    appVersion: "0.1.0",
    label,
    fitted,
    weights,
    correction: null,
    config,
    ending: { status: "finished", reason: null, weightsEpoch: 1, config: { ...config, optimizer: { ...DEFAULT_ADAM, lr: 3e-4 } } },
    history: [0, 1].map((epoch) => ({ epoch, ...perSplit(() => measured) })),
    evaluation: perSplit(() => evaluate(Float64Array.from(probabilities), new Uint8Array(rows.length), 0.5)),
    data: perSplit((split) => ({ name: `labelled_${split}.csv`, bytes: 100, rows: 4, sha256: "ab".repeat(32) })),
    golden: { rows, probabilities },
    engine: { name: "cpu", variant: "plain", pool: 1, renderer: null },
    changes: [{ epoch: 1, step: 0, field: "optimizer.lr", from: 1e-3, to: 3e-4 }],
  };
}
