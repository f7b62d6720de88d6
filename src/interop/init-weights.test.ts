import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_SLOPE, toBlocks, type ActivationSpec, type LayerSpec } from "../domain/model-spec";
import { predictProbability } from "../domain/predict";
import { standardFeature } from "../domain/testing/fitted-features";
import { writeModelFile } from "./model-file";
import { readInitWeights } from "./read-model-file";
import { smallModel } from "./testing/model-fixture";

interface TrainingCase {
  name: string;
  kind: string;
  model: { layers: number[]; activation: string | null };
  inputs: number[][];
  initialWeights: Record<string, unknown>;
  tolerance: { probabilities?: number };
  expectedFloat32: { probabilitiesBefore: number[] };
}
const parity = JSON.parse(readFileSync(join(process.env["PARITY_DIR"] ?? "", "training.json"), "utf8")) as { cases: TrainingCase[] };

/** By the names that the figures have for them. */
const ACTIVATIONS: Record<string, ActivationSpec> = {
  relu: { type: "relu" },
  tanh: { type: "tanh" },
  sigmoid: { type: "sigmoid" },
  leakyRelu: { type: "leaky-relu", slope: DEFAULT_SLOPE },
  gelu: { type: "gelu" },
  elu: { type: "elu" },
};

function activationOf({ name, model }: TrainingCase): ActivationSpec {
  const activation = ACTIVATIONS[model.activation ?? "relu"];
  if (activation === undefined) throw new Error(`${name} has an activation that is not known here.`);
  return activation;
}

function layersOf(widths: readonly number[], activation: ActivationSpec): LayerSpec[] {
  const layers = widths.slice(1).flatMap((out): LayerSpec[] => [{ type: "linear", out }, activation]);
  return [...layers.slice(0, -1), { type: "sigmoid" }];
}

describe("parity of the plain forward pass with PyTorch, from bare weight maps", () => {
  const cases = parity.cases.filter(({ kind }) => kind === "training");

  it("has cases of every activation", () => {
    const seen = new Set(cases.map((item) => activationOf(item).type));
    expect([...seen].sort()).toEqual(Object.values(ACTIVATIONS).map(({ type }) => type).sort());
  });

  for (const item of cases) {
    it(item.name, () => {
      const widths = item.model.layers;
      const blocks = toBlocks({ layers: layersOf(widths, activationOf(item)), init: "pytorch-default" }, widths[0] ?? 0);
      const weights = readInitWeights(JSON.stringify(item.initialWeights), blocks);
      const features = Array.from({ length: widths[0] ?? 0 }, () => standardFeature("x", 0, 1));
      const model = { features, blocks, weights };
      item.inputs.forEach((row, index) => {
        const expected = item.expectedFloat32.probabilitiesBefore[index] ?? NaN;
        expect(Math.abs(predictProbability(model, row) - expected)).toBeLessThan(1e-6);
      });
    });
  }
});

describe("readInitWeights", () => {
  const content = smallModel();
  const blocks = toBlocks(content.config.model, 3);

  it("takes a model file or the map of its weights, and gives the same", () => {
    const text = writeModelFile(content);
    expect(readInitWeights(text, blocks)).toEqual(content.weights);
    const file: unknown = JSON.parse(text);
    const map = typeof file === "object" && file !== null && "weights" in file ? file.weights : null;
    expect(readInitWeights(JSON.stringify(map), blocks)).toEqual(content.weights);
  });

  it("says which shape the net needs when the weights are of another", () => {
    const wider = toBlocks(content.config.model, 7);
    expect(() => readInitWeights(writeModelFile(content), wider)).toThrow(
      'weights."0.weight" has shape [5, 3], but this net needs shape [5, 7]',
    );
    const smaller = toBlocks({ ...content.config.model, layers: [{ type: "linear", out: 1 }, { type: "sigmoid" }] }, 3);
    expect(() => readInitWeights(writeModelFile(content), smaller)).toThrow("has 0.weight, 0.bias (4 parameters)");
  });

  it("refuses a file of another kind, another version, and what is no weights at all", () => {
    expect(() => readInitWeights('{"format": "triptych.model", "version": 9}', blocks)).toThrow("version is 9");
    expect(() => readInitWeights('{"format": "triptych.run-config", "version": 1}', blocks)).toThrow("triptych.run-config");
    expect(() => readInitWeights("{}", blocks)).toThrow('weights."0.weight" is missing');
    expect(() => readInitWeights("3", blocks)).toThrow("Initial weights are");
    expect(() => readInitWeights("nonsense", blocks)).toThrow("is not JSON");
  });
});

describe("predictProbability", () => {
  it("refuses a row of another width", () => {
    const { fitted, weights, config: { model } } = smallModel();
    const plain = { features: fitted.columns, blocks: toBlocks(model, 3), weights };
    expect(() => predictProbability(plain, [1, 2])).toThrow("A row of 2 values for a model of 3 features");
  });
});
