import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_HIDDEN_LAYERS, ModelSpecError, parameterCount, REFERENCE_MODEL, toBlocks, type LayerSpec } from "./model-spec";

const OUTPUT: readonly LayerSpec[] = [{ type: "linear", out: 1 }, { type: "sigmoid" }];

function blocksOf(...hidden: LayerSpec[]): ReturnType<typeof toBlocks> {
  return toBlocks({ layers: [...hidden, ...OUTPUT], init: "pytorch-default" }, 7);
}

describe("the blocks of a net", () => {
  it("are its linear layers, each with what follows it, by their place in nn.Sequential", () => {
    const blocks = blocksOf(
      { type: "linear", out: 5 },
      { type: "leaky-relu", slope: 0.2 },
      { type: "dropout", p: 0.5 },
      { type: "linear", out: 4 },
      { type: "linear", out: 3 },
      { type: "dropout", p: 0.1 },
    );
    expect(blocks).toEqual([
      { index: 0, in: 7, out: 5, activation: { type: "leaky-relu", slope: 0.2 }, dropout: 0.5 },
      { index: 3, in: 5, out: 4, activation: null, dropout: 0 },
      { index: 4, in: 4, out: 3, activation: null, dropout: 0.1 },
      { index: 6, in: 3, out: 1, activation: null, dropout: 0 },
    ]);
    expect(parameterCount(blocks)).toBe(7 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3 + 3 + 1);
  });

  it("have 9,345 parameters in the reference net", () => {
    expect(parameterCount(toBlocks(REFERENCE_MODEL, 7))).toBe(9345);
  });

  it("join up, whatever the widths", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1024 }), { maxLength: MAX_HIDDEN_LAYERS }), (widths) => {
        const blocks = blocksOf(...widths.flatMap((out): LayerSpec[] => [{ type: "linear", out }, { type: "gelu" }]));
        expect(blocks.map((block) => block.out)).toEqual([...widths, 1]);
        expect(blocks.map((block) => block.in)).toEqual([7, ...widths]);
      }),
    );
  });

  const refused: [string, LayerSpec[], string][] = [
    ["an activation before any linear layer", [{ type: "relu" }], "Layer 0: relu must follow a linear layer."],
    ["two activations in a row", [{ type: "linear", out: 2 }, { type: "relu" }, { type: "tanh" }], "Layer 2: tanh cannot follow relu: put a linear layer between them."],
    ["an activation after dropout", [{ type: "linear", out: 2 }, { type: "dropout", p: 0.5 }, { type: "relu" }], "Layer 2: relu cannot follow dropout"],
    ["dropout twice", [{ type: "linear", out: 2 }, { type: "dropout", p: 0.5 }, { type: "dropout", p: 0.5 }], "Layer 2: dropout cannot follow dropout"],
    ["dropping all", [{ type: "linear", out: 2 }, { type: "dropout", p: 1 }], "Layer 1: dropout must be from 0 to below 1, not 1."],
    ["a width of nothing", [{ type: "linear", out: 0 }], "Layer 0: a width must be a whole number from 1 to 1,024, not 0."],
    ["half a unit", [{ type: "linear", out: 2.5 }], "not 2.5"],
    ["too wide a layer", [{ type: "linear", out: 1025 }], "from 1 to 1,024, not 1025"],
    ["too many layers", Array.from({ length: 9 }, (): LayerSpec => ({ type: "linear", out: 2 })), "at most 8 hidden layers, not 9"],
  ];
  it.each(refused)("are refused for %s", (_, hidden, sentence) => {
    expect(() => blocksOf(...hidden)).toThrow(ModelSpecError);
    expect(() => blocksOf(...hidden)).toThrow(sentence);
  });

  it.each<[string, LayerSpec[]]>([
    ["no layers", []],
    ["no sigmoid", [{ type: "linear", out: 1 }]],
    ["two outputs", [{ type: "linear", out: 2 }, { type: "sigmoid" }]],
    ["something between output and sigmoid", [{ type: "linear", out: 1 }, { type: "relu" }, { type: "sigmoid" }]],
  ])("are refused for an end of %s", (_, layers) => {
    expect(() => toBlocks({ layers, init: "pytorch-default" }, 7)).toThrow("The last two layers must be linear with one output and a sigmoid.");
  });
});
