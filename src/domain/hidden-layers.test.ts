import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIVATIONS, hiddenLayersOf, stackOf, withLayerAdded, withLayerMoved, type HiddenLayer } from "./hidden-layers";
import { MAX_HIDDEN_LAYERS, REFERENCE_MODEL, toBlocks } from "./model-spec";

const layer: fc.Arbitrary<HiddenLayer> = fc.record({
  out: fc.integer({ min: 1, max: 1024 }),
  activation: fc.constantFrom(null, ...Object.values(ACTIVATIONS).map(({ spec }) => spec)),
  dropout: fc.constantFrom(0, 0.1, 0.5),
});
const layers = fc.array(layer, { maxLength: MAX_HIDDEN_LAYERS });

const model = (hidden: readonly HiddenLayer[]) => ({ ...REFERENCE_MODEL, layers: stackOf(hidden) });

describe("hidden layers", () => {
  it("come back from the stack they were written to, which every engine takes", () => {
    fc.assert(
      fc.property(layers, (hidden) => {
        const spec = model(hidden);
        expect(hiddenLayersOf(spec)).toEqual(hidden);
        expect(toBlocks(spec, 7).map(({ out }) => out)).toEqual([...hidden.map(({ out }) => out), 1]);
      }),
    );
  });

  it("of the reference net are 128 and 64 with relu", () => {
    const relu = { activation: { type: "relu" }, dropout: 0 };
    expect(hiddenLayersOf(REFERENCE_MODEL)).toEqual([{ out: 128, ...relu }, { out: 64, ...relu }]);
    expect(stackOf(hiddenLayersOf(REFERENCE_MODEL))).toEqual(REFERENCE_MODEL.layers);
  });

  it("are added at the end, like the last one, until there are eight", () => {
    fc.assert(
      fc.property(layers, (hidden) => {
        const more = withLayerAdded(hidden);
        if (hidden.length === MAX_HIDDEN_LAYERS) expect(more).toBeNull();
        else expect(more).toEqual([...hidden, hidden.at(-1) ?? more?.at(-1)]);
      }),
    );
    expect(withLayerAdded([])).toHaveLength(1);
  });

  it("stay the same layers when one is moved, and come back when it is moved back", () => {
    fc.assert(
      fc.property(layers.filter(({ length }) => length > 0), fc.nat(), fc.nat(), (hidden, a, b) => {
        const [from, to] = [a % hidden.length, b % hidden.length];
        const moved = withLayerMoved(hidden, from, to);
        expect(moved[to]).toBe(hidden[from]);
        expect(withLayerMoved(moved, to, from)).toEqual(hidden);
      }),
    );
  });
});
