import { describe, expect, it } from "vitest";
import { predictProbability } from "../domain/predict";
import { withLogitOffset } from "../domain/shift/corrected-weights";
import { correctedPosterior } from "../domain/shift/prior-correction";
import { ModelFileError } from "./contract-error";
import { writeModelFile, type ModelFileContent } from "./model-file";
import { readModelFile } from "./read-model-file";
import { encodedModel, smallModel, variedModel } from "./testing/model-fixture";

type Json = Record<string, unknown>;

function fileJson(): Json {
  return JSON.parse(writeModelFile(smallModel())) as Json;
}

/** What reading says of a file after one member was replaced. */
function refusal(change: (file: Json) => unknown): ModelFileError {
  const file = fileJson();
  change(file);
  try {
    readModelFile(JSON.stringify(file));
  } catch (error) {
    if (error instanceof ModelFileError) return error;
    throw error;
  }
  throw new Error("the file was accepted");
}

describe("model file", () => {
  it("reads back what was written, each weight bit for bit", () => {
    const content = smallModel();
    const { blocks, initial, history, evaluation, warnings, model, threshold, weightsEpoch, finalConfig, ...file } = readModelFile(
      writeModelFile(content),
    );
    const { history: records, evaluation: evaluations, ending, ...rest } = content;
    expect(file).toEqual(rest);
    expect({ model, threshold, weightsEpoch, finalConfig }).toEqual({
      model: ending.config.model,
      threshold: ending.config.threshold,
      weightsEpoch: 1,
      finalConfig: ending.config,
    });
    expect(blocks.map((block) => [block.index, block.in, block.out, block.activation?.type ?? null])).toEqual([
      [0, 3, 5, "relu"],
      [2, 5, 4, "tanh"],
      [4, 4, 1, null],
    ]);
    expect([initial, ...history]).toEqual(records);
    expect(evaluation.test.confusion).toEqual(evaluations.test.confusion);
    expect(evaluation.test.recall).toBeNull();
    expect(warnings).toContainEqual({
      code: "undefined-metric",
      message: "Test: recall is undefined. The split has no positive row.",
      split: "test",
      column: null,
      line: null,
      metric: "recall",
    });
  });

  it.each([
    ["relu and tanh", smallModel()],
    ["all other layers", variedModel()],
    ["features that are filled, transformed and encoded", encodedModel()],
  ])("recomputes the golden rows from the file alone: a net of %s", (_, content) => {
    const { fitted, blocks, weights, golden } = readModelFile(writeModelFile(content));
    const plain = { features: fitted.columns, blocks, weights };
    expect(golden.rows.length).toBeGreaterThan(0);
    expect(new Set(golden.probabilities).size).toBe(golden.rows.length);
    golden.rows.forEach((row, index) => {
      expect(predictProbability(plain, row)).toBeCloseTo(golden.probabilities[index] ?? NaN, 12);
    });
  });

  it("has PyTorch's names and its [out][in] layout", () => {
    const { weights } = smallModel();
    const file = fileJson();
    expect(Object.keys(file["weights"] as Json)).toEqual(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"]);
    const first = (file["weights"] as Record<string, number[][]>)["0.weight"] ?? [];
    expect([first.length, first[0]?.length]).toEqual([5, 3]);
    expect(Math.fround(first[1]?.[0] ?? NaN)).toBe(weights[0]?.weight[3]);
    expect(file["architecture"]).toEqual([
      { type: "linear", in: 3, out: 5, bias: true },
      { type: "relu" },
      { type: "linear", in: 5, out: 4, bias: true },
      { type: "tanh" },
      { type: "linear", in: 4, out: 1, bias: true },
      { type: "sigmoid" },
    ]);
  });

  it("keeps slopes and dropout, and names parameters by their place among all layers", () => {
    const content = variedModel();
    const { model, weights } = readModelFile(writeModelFile(content));
    expect(model).toEqual(content.config.model);
    expect(weights).toEqual(content.weights);
    const { weights: map } = JSON.parse(writeModelFile(content)) as { weights: Json };
    expect(Object.keys(map).filter((name) => name.endsWith("weight"))).toEqual(["0.weight", "3.weight", "5.weight", "8.weight", "10.weight"]);
  });

  it("holds the settings at the start, the changes, and the model and threshold as they were in the end", () => {
    const content = variedModel();
    const layers = content.config.model.layers.map((layer) => (layer.type === "dropout" ? { ...layer, p: 0.3 } : layer));
    const config = { ...content.config, model: { ...content.config.model, layers }, threshold: 0.2 };
    const changes = [
      { epoch: 1, step: 0, field: "model.dropout", from: 0.5, to: 0.3 },
      { epoch: 1, step: 0, field: "threshold", from: 0.5, to: 0.2 },
    ];
    const read = readModelFile(writeModelFile({ ...content, changes, ending: { ...content.ending, config } }));
    expect(read).toMatchObject({ threshold: 0.2, model: { layers }, finalConfig: config, config: content.config, changes });
  });

  it("has one configuration when nothing changed", () => {
    const content = smallModel();
    const text = writeModelFile({ ...content, changes: [], ending: { ...content.ending, config: content.config } });
    expect(JSON.parse(text)).not.toHaveProperty("finalConfig");
    expect(readModelFile(text).finalConfig).toEqual(content.config);
  });

  it("says among its warnings why the run ended early, and has the hold-out rows of its epochs", () => {
    const content = smallModel();
    const ending = { ...content.ending, status: "diverged", reason: "The loss was not a number in epoch 2.", weightsEpoch: null } as const;
    const history = content.history.map((record) => ({ ...record, holdout: { ...record.train, accuracy: 0.25 } }));
    const read = readModelFile(writeModelFile({ ...content, ending, history }));
    expect(read.warnings[0]).toMatchObject({ code: "diverged", message: ending.reason });
    expect(read.weightsEpoch).toBeNull();
    expect(read.history[0]?.holdout?.accuracy).toBe(0.25);
  });

  it("keeps the scale of a column whose statistics float32 cannot hold", () => {
    const { fitted } = readModelFile(writeModelFile(smallModel()));
    expect(fitted).toEqual(smallModel().fitted);
  });

  it("keeps all that was fitted to features of every kind", () => {
    expect(readModelFile(writeModelFile(encodedModel())).fitted).toEqual(encodedModel().fitted);
  });

  it("writes the mean where the scaler is standard, and else the center alone", () => {
    const featuresOf = (content: ModelFileContent) =>
      (JSON.parse(writeModelFile(content)) as { preprocessing: { features: Json[] } }).preprocessing.features;
    expect(featuresOf(smallModel())[0]).toMatchObject({ kind: "numeric", source: "processId", mean: 6814.763308, scale: 1948.871187 });
    expect(featuresOf(encodedModel())[0]).not.toHaveProperty("mean");
    expect(featuresOf(encodedModel())[0]).toMatchObject({ center: 0.7, scale: 2.5, fill: 12 });
  });

  it("reads features of older files, which have a mean and a scale and nothing else", () => {
    const file = fileJson();
    const old = { name: "processId", source: "processId", kind: "numeric", mean: 3, scale: 2 };
    const preprocessing = { scaler: "standard", features: [old, { ...old, name: "b" }, { ...old, name: "c" }] };
    const { fitted } = readModelFile(JSON.stringify({ ...file, preprocessing }));
    expect(fitted).toMatchObject({ fitOn: "train", columns: [{ center: 3, scale: 2, fill: null, encoding: { type: "numeric" } }, {}, {}] });
  });

  it("says how its scores are corrected, and is then of the corrected net: threshold, weights and golden rows", () => {
    const content = smallModel();
    const offset = Math.log(9);
    const weights = withLogitOffset(content.weights, offset);
    const plain = { features: content.fitted.columns, blocks: readModelFile(writeModelFile(content)).blocks, weights };
    const probabilities = content.golden.rows.map((row) => predictProbability(plain, row));
    const correction = { trainPrior: 0.5, targetPrior: 0.9, method: "em", target: "test", logitOffset: offset } as const;
    const ending = { ...content.ending, config: { ...content.ending.config, threshold: 0.2 } };
    const read = readModelFile(writeModelFile({ ...content, ending, weights, correction, golden: { ...content.golden, probabilities } }));
    expect(read).toMatchObject({ correction, threshold: 0.5, finalConfig: { threshold: 0.2 } });
    // By the closed form, of what the net gave before.
    content.golden.probabilities.forEach((before, row) => {
      expect(read.golden.probabilities[row]).toBeCloseTo(correctedPosterior(before, 0.5, 0.9) ?? NaN, 6);
    });
    const same = readModelFile(writeModelFile(content));
    expect(same.correction).toBeNull();
    expect(read.weights.slice(0, -1)).toEqual(same.weights.slice(0, -1));
    expect(JSON.parse(writeModelFile(content))).not.toHaveProperty("correction");
  });

  it("is written the same twice", () => expect(writeModelFile(smallModel())).toBe(writeModelFile(smallModel())));

  it("writes a loss that is not a number as null and leaves out golden rows with missing values", () => {
    const content = smallModel();
    const history = content.history.map((record) => ({ ...record, train: { ...record.train, loss: NaN } }));
    const golden = { rows: [...content.golden.rows, [1, NaN, 2]], probabilities: [...content.golden.probabilities, NaN] };
    const file = readModelFile(writeModelFile({ ...content, history, golden }));
    expect(file.history[0]?.train.loss).toBeNull();
    expect(file.golden).toEqual(content.golden);
  });

  it("refuses to write a net that diverged", () => {
    const content = smallModel();
    const weights = content.weights.map((layer) => ({ ...layer, bias: layer.bias.map(() => NaN) }));
    expect(() => writeModelFile({ ...content, weights })).toThrow("0.bias holds NaN: the run diverged");
  });

  it("reads a file without members that were added later", () => {
    const file = fileJson();
    for (const member of ["initial", "warnings", "weightsEpoch", "finalConfig"]) delete file[member];
    const read = readModelFile(JSON.stringify(file));
    expect(read.initial).toBeNull();
    expect(read.warnings).toEqual([]);
    expect(read.weightsEpoch).toBeNull();
    expect(read.finalConfig).toEqual(read.config);
  });

  const faults: [string, (file: Json) => unknown, string, string][] = [
    ["another version", (file) => (file["version"] = 2), "version", "reads version 1 of a model file"],
    ["another format", (file) => (file["format"] = "triptych.run-config"), "format", 'a model file has "triptych.model"'],
    ["a missing part", (file) => delete file["preprocessing"], "preprocessing", "preprocessing is missing"],
    ["a missing parameter", (file) => delete (file["weights"] as Json)["2.bias"], "weights.2.bias", 'weights."2.bias" is missing: this net needs shape [4]'],
    ["a parameter too many", (file) => ((file["weights"] as Json)["6.bias"] = [1]), "weights.6.bias", 'holds "6.bias", which this net does not have'],
    ["a wrong shape", (file) => ((file["weights"] as Json)["0.weight"] = [[1, 2, 3]]), "weights.0.weight", "has shape [1, 3], but this net needs shape [5, 3]"],
    ["a ragged array", (file) => (file["weights"] as Record<string, number[][]>)["2.weight"]?.[3]?.pop(), "weights.2.weight", "a row of 4 where a row of 5 numbers belongs"],
    ["a weight that is null", (file) => ((file["weights"] as Record<string, unknown[]>)["4.bias"] = [null]), "weights.4.bias", "holds null, which is not a number"],
    ["a weight beyond float32", (file) => ((file["weights"] as Record<string, unknown[]>)["4.bias"] = [1e39]), "weights.4.bias", "not a number that float32 can hold"],
    ["features that do not fit", (file) => (file["preprocessing"] as Record<string, unknown[]>)["features"]?.pop(), "architecture[0].in", "takes 3 inputs, but preprocessing has 2 features"],
    ["layers that do not fit", (file) => ((file["architecture"] as Json[])[2] = { type: "linear", in: 6, out: 4 }), "architecture[2].in", "takes 6 inputs, but the layer before gives 5 values"],
    ["a stack without an output", (file) => (file["architecture"] as Json[]).pop(), "architecture", "last two layers"],
    ["a layer that it does not have", (file) => ((file["architecture"] as Json[])[1] = { type: "softmax" }), "architecture[1].type", '"softmax" is not available in this version'],
    ["golden rows without answers", (file) => (file["golden"] as Record<string, unknown[]>)["probabilities"]?.pop(), "golden", "golden has 4 rows but 3 probabilities"],
    ["golden rows of another width", (file) => ((file["golden"] as Record<string, unknown[]>)["rows"] = [[1], [1, 2, 3], [1, 2, 3], [1, 2, 3]]), "golden.rows[0]", "has 1 values, but preprocessing has 3 features"],
    ["a configuration still to come", (file) => ((file["config"] as Json)["scaler"] = "power"), "config.scaler", 'scaler "power" is not available'],
    ["a slope of nothing", (file) => ((file["architecture"] as Json[])[1] = { type: "leaky-relu", slope: null }), "architecture[1].slope", "must be a number"],
    ["a final configuration that it does not have", (file) => (file["finalConfig"] = { format: "triptych.run-config", version: 1, epochs: -1 }), "finalConfig.epochs", "must be at least 0"],
    ["a correction that contradicts itself", (file) => (file["correction"] = { trainPrior: 0.1, targetPrior: 0.9, method: "em", target: "test", logitOffset: 1 }), "correction.logitOffset", "contradicts itself"],
    ["a correction to every row positive", (file) => (file["correction"] = { trainPrior: 0.1, targetPrior: 1, method: "typed", target: null, logitOffset: 9 }), "correction.targetPrior", "targetPrior"],
    ["a scale of 0", (file) => (((file["preprocessing"] as Record<string, Json[]>)["features"] ?? [])[1] = { name: "a", source: "a", kind: "numeric", mean: 0, scale: 0 }), "preprocessing.features[1].scale", "must not be 0"],
  ];
  for (const [what, change, path, sentence] of faults) {
    it(`refuses ${what} and names it`, () => {
      const error = refusal(change);
      expect(error.path).toBe(path);
      expect(error.message).toContain(sentence);
    });
  }

  it("refuses text that is not JSON and JSON that is not a file of ours", () => {
    expect(() => readModelFile("processId,threadId\n1,2")).toThrow("The model file is not JSON");
    expect(() => readModelFile("[1, 2]")).toThrow("A model file is a JSON object");
  });
});
