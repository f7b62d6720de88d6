import { describe, expect, it } from "vitest";
import { insideSentences, layerName, type InsideView, type LayersSeen } from "./inside-words";
import type { IdleUnits, LayerReport } from "./layer-report";
import { valueHistogram } from "./value-histogram";

const NONE = valueHistogram(Float64Array.of(0), 2);

function layer(change: Partial<LayerReport> = {}): LayerReport {
  return { index: 0, in: 2, out: 10, activation: "relu", activations: NONE, gradients: NONE, activationGradients: NONE, idle: null, gradientNorm: 0.1, weightNorm: 2, ...change };
}

const OUTPUT = layer({ index: 2, out: 1, activation: null });

function idle(kind: IdleUnits["kind"], count: number): IdleUnits {
  return { kind, units: Array.from({ length: count }, (_, unit) => unit) };
}

function seen(epoch: number, ...layers: LayerReport[]): LayersSeen {
  return { epoch, layers, rowsUsed: 1024 };
}

function said(shown: LayersSeen, change: Partial<InsideView> = {}): string {
  return insideSentences({ shown, all: [shown], loss: { type: "bce" }, weightDecay: 0, ...change }).join("\n");
}

describe("what is said of the layers", () => {
  it("is that all is well where nothing stands out", () => {
    expect(said(seen(3, layer({ idle: idle("dead", 4) }), OUTPUT))).toBe("Every layer gets a gradient above 0, none has half of its units stuck, and no norm has run away.");
  });

  it("is that the gradient is exactly 0, with the loss as the reason where it is", () => {
    const still = seen(2, layer({ gradientNorm: 0 }), { ...OUTPUT, gradientNorm: 0 });
    const loss = { type: "cross-entropy-single-output" } as const;
    expect(said(still, { loss })).toBe(
      "The gradient is exactly 0 for every weight and bias of every layer: this loss is 0 whatever the net answers, so it tells no weight which way to go.",
    );
    expect(said(still)).toContain("on these rows the loss tells no weight which way to go");
    expect(said(still, { loss, all: [{ ...still, epoch: 1 }, still], weightDecay: 0.1 })).toMatch(/So it is at all 2 epochs looked into\. Only weight decay moves the weights\.$/);
    expect(said(still, { all: [seen(1, layer(), OUTPUT), still] })).toContain("So it is at 1 of the 2 epochs looked into.");
    expect(said(seen(2, layer({ gradientNorm: 5e-324 }), { ...OUTPUT, gradientNorm: 0 }))).not.toContain("every layer");
  });

  it("names layers that get no gradient while others do", () => {
    const text = said(seen(1, layer({ gradientNorm: 0 }), layer({ gradientNorm: 0 }), OUTPUT));
    expect(text).toBe("Layer 1 and layer 2: the gradient is exactly 0, so nothing is learned there. What they answer does not reach the loss on these rows.");
  });

  it.each([
    [layer({ idle: idle("dead", 5) }), "Layer 1 (ReLU): 5 of 10 units are dead, answering 0 to each of the 1,024 rows"],
    [layer({ idle: idle("dead", 10) }), "Layer 1 (ReLU): all 10 units are dead, answering 0 to each of the 1,024 rows: nothing of these rows gets past this layer"],
    [layer({ activation: "gelu", idle: idle("dead", 9) }), "9 of 10 units are dead, at or next to the floor"],
    [layer({ activation: "tanh", idle: idle("saturated", 6) }), "Layer 1 (Tanh): 6 of 10 units are saturated, at an end of the range"],
    [layer({ out: 1, activation: "sigmoid", idle: idle("saturated", 1) }), "the one unit is saturated"],
  ])("tells of layers that are mostly stuck", (first, words) => {
    expect(said(seen(1, first, OUTPUT))).toContain(words);
  });

  it("calls no unit dead by a handful of rows", () => {
    const few = { ...seen(1, layer({ idle: idle("dead", 6) }), OUTPUT), rowsUsed: 16 };
    expect(said(few)).toBe("Layer 1 (ReLU): 6 of 10 units answering 0, at each of the 16 rows looked at: too few rows to tell whether that is so for others.");
  });

  it("tells of norms that explode since the first epoch looked into, and only of those", () => {
    const first = seen(0, layer({ gradientNorm: 0.02 }), OUTPUT);
    const text = said(seen(5, layer({ gradientNorm: 7, weightNorm: 50 }), OUTPUT), { all: [first] });
    expect(text).toContain("Layer 1: gradients explode, to 350 times their norm at epoch 0.");
    expect(text).toContain("Layer 1: weights explode, to 25 times their norm at epoch 0.");
    // From next to nothing to little is no explosion.
    expect(said(seen(5, layer({ gradientNorm: 0.5 }), OUTPUT), { all: [seen(0, layer({ gradientNorm: 1e-9 }), OUTPUT)] })).toContain("no norm has run away");
  });

  it("tells of what is no number any more", () => {
    expect(said(seen(5, layer({ gradientNorm: NaN }), { ...OUTPUT, weightNorm: Infinity }))).toContain("Layer 1 and output layer: weights or gradients are no longer finite numbers.");
  });
});

it("calls the last layer the output layer", () => {
  expect([layerName(0, 1), layerName(0, 3), layerName(2, 3)]).toEqual(["Output layer", "Layer 1", "Output layer"]);
});
