import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeModelFile } from "../src/interop/model-file";
import { encodedModel, smallModel, variedModel } from "../src/interop/testing/model-fixture";
import { pythonWithTorch } from "./lib/torch-python";

const python = pythonWithTorch();

describe("a model file in PyTorch", () => {
  if (python === null) {
    it("could not be tried, this machine has no PyTorch: names and shapes are those of its nn.Sequential", () => {
      const { weights } = JSON.parse(writeModelFile(smallModel())) as { weights: Record<string, (number | number[])[]> };
      const shapes = Object.entries(weights).map(([name, tensor]) => {
        const [first] = tensor;
        return [name, Array.isArray(first) ? [tensor.length, first.length] : [tensor.length]];
      });
      expect(Object.fromEntries(shapes)).toEqual({
        "0.weight": [5, 3],
        "0.bias": [5],
        "2.weight": [4, 5],
        "2.bias": [4],
        "4.weight": [1, 4],
        "4.bias": [1],
      });
    });
    return;
  }

  it.each([
    ["a net of relu and tanh", smallModel()],
    ["a net of leaky relu, gelu, elu, sigmoid and dropout", variedModel()],
    ["a net on features that are filled, transformed and encoded", encodedModel()],
  ])(
    "%s loads with load_state_dict and gives the golden probabilities",
    (_, content) => {
      const { probabilities, weights } = runInTorch(python, writeModelFile(content));
      expect(probabilities.length).toBe(content.golden.rows.length);
      probabilities.forEach((probability, index) => {
        expect(Math.abs(probability - (content.golden.probabilities[index] ?? NaN))).toBeLessThan(1e-6);
      });
      // PyTorch holds the very float32 that were exported.
      expect(Object.values(weights).map((tensor) => Float32Array.from(tensor.flat()))).toEqual(
        content.weights.flatMap(({ weight, bias }) => [weight, bias]),
      );
    },
    60_000,
  );
});

interface TorchAnswer {
  probabilities: number[];
  weights: Record<string, (number | number[])[]>;
}

function runInTorch(executable: string, modelFile: string): TorchAnswer {
  const folder = mkdtempSync(join(tmpdir(), "triptych-torch-"));
  try {
    const path = join(folder, "model.json");
    writeFileSync(path, modelFile);
    const run = spawnSync(executable, [join(import.meta.dirname, "load-in-torch.py"), path], { encoding: "utf8" });
    expect(run.status, run.stderr).toBe(0);
    return JSON.parse(run.stdout) as TorchAnswer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
