import { formatCount } from "../format";
import { ACTIVATIONS } from "../hidden-layers";
import { isAlwaysZero } from "../loss";
import type { LossSpec } from "../run-config";
import type { LayerReport } from "./layer-report";

/** What rows showed of a net at one moment. */
export interface LayersSeen {
  /** Null in the middle of an epoch. */
  readonly epoch: number | null;
  readonly layers: readonly LayerReport[];
  readonly rowsUsed: number;
}

export interface InsideView {
  readonly shown: LayersSeen;
  /** Of all epochs looked into, ascending; the shown one may be among them. */
  readonly all: readonly LayersSeen[];
  readonly loss: Pick<LossSpec, "type">;
  readonly weightDecay: number;
}

/** On fewer rows than this, a unit that answers none of them is not called dead. */
export const FEW_ROWS = 100;

/** From this share of its units on a layer is worth a sentence. */
const MOST = 0.5;
/** So many times their first norm gradients are said to explode, where they are also larger than `LARGE`; and weights. */
const GRADIENT_GROWTH = 100;
const LARGE = 1;
const WEIGHT_GROWTH = 10;

/** What a layer is called, the output layer being the last of `count`. */
export function layerName(index: number, count: number): string {
  return index === count - 1 ? "Output layer" : `Layer ${index + 1}`;
}

/** Plain sentences about what the layers show, the weightiest first; always at least one. */
export function insideSentences(view: InsideView): string[] {
  const sentences = [
    ...notFinite(view.shown),
    ...zeroGradient(view),
    ...cutOff(view.shown),
    ...idleLayers(view.shown),
    ...exploding(view, "gradientNorm"),
    ...exploding(view, "weightNorm"),
  ];
  if (sentences.length > 0) return sentences;
  return ["Every layer gets a gradient above 0, none has half of its units stuck, and no norm has run away."];
}

function notFinite({ layers }: LayersSeen): string[] {
  const bad = layers.flatMap(({ gradientNorm, weightNorm }, index) => (Number.isFinite(gradientNorm) && Number.isFinite(weightNorm) ? [] : [index]));
  if (bad.length === 0) return [];
  return [`${listed(bad, layers.length)}: weights or gradients are no longer finite numbers. They have grown beyond all bounds; a lower learning rate is the first thing to try.`];
}

function isAllZero({ layers }: LayersSeen): boolean {
  return layers.every(({ gradientNorm }) => gradientNorm === 0);
}

function zeroGradient({ shown, all, loss, weightDecay }: InsideView): string[] {
  if (!isAllZero(shown)) return [];
  const zero = all.filter(isAllZero).length;
  const when = all.length < 2 ? "" : zero === all.length ? ` So it is at all ${all.length} epochs looked into.` : ` So it is at ${zero} of the ${all.length} epochs looked into.`;
  const why = isAlwaysZero(loss) ? "this loss is 0 whatever the net answers, so it tells no weight which way to go" : "on these rows the loss tells no weight which way to go";
  const left = weightDecay > 0 ? " Only weight decay moves the weights." : "";
  return [`The gradient is exactly 0 for every weight and bias of every layer: ${why}.${when}${left}`];
}

/** Layers without a gradient in a net that has one elsewhere. */
function cutOff(shown: LayersSeen): string[] {
  const { layers } = shown;
  const zero = layers.flatMap(({ gradientNorm }, index) => (gradientNorm === 0 ? [index] : []));
  if (zero.length === 0 || isAllZero(shown)) return [];
  return [`${listed(zero, layers.length)}: the gradient is exactly 0, so nothing is learned there. What ${zero.length === 1 ? "it answers" : "they answer"} does not reach the loss on these rows.`];
}

function idleLayers({ layers, rowsUsed }: LayersSeen): string[] {
  return layers.flatMap(({ idle, out, activation }, index) => {
    if (idle === null || activation === null || idle.units.length < MOST * out) return [];
    const stuck = idle.units.length;
    const who = stuck === out ? (out === 1 ? "the one unit" : `all ${formatCount(out)} units`) : `${formatCount(stuck)} of ${formatCount(out)} units`;
    const start = `${layerName(index, layers.length)} (${ACTIVATIONS[activation].title}): ${who}`;
    if (rowsUsed < FEW_ROWS) {
      const same = idle.kind === "dead" ? (activation === "relu" ? "answering 0" : "at or next to the floor") : "at an end of the range";
      return [`${start} ${same}, at each of the ${formatCount(rowsUsed)} rows looked at: too few rows to tell whether that is so for others.`];
    }
    const [are, them] = stuck === 1 ? ["is", "it"] : ["are", "them"];
    if (idle.kind === "saturated") {
      return [`${start} ${are} saturated, at an end of the range at each of the ${formatCount(rowsUsed)} rows: the slope there is next to 0, so hardly any gradient gets through ${them} on these rows.`];
    }
    const what = activation === "relu" ? `answering 0 to each of the ${formatCount(rowsUsed)} rows` : `at or next to the floor at each of the ${formatCount(rowsUsed)} rows`;
    const end = stuck === out ? "nothing of these rows gets past this layer, so all of them get the same answer" : `no gradient to speak of gets through ${them} on these rows`;
    return [`${start} ${are} dead, ${what}: ${end}.`];
  });
}

function exploding({ shown, all }: InsideView, norm: "gradientNorm" | "weightNorm"): string[] {
  const [first] = all;
  if (first === undefined || first.epoch === shown.epoch) return [];
  const grown = shown.layers.flatMap((layer, index) => {
    const [before, now] = [first.layers[index]?.[norm] ?? 0, layer[norm]];
    const factor = now / before;
    const explodes = norm === "gradientNorm" ? factor >= GRADIENT_GROWTH && now >= LARGE : factor >= WEIGHT_GROWTH;
    return before > 0 && Number.isFinite(now) && explodes ? [{ index, factor }] : [];
  });
  const [most] = grown.toSorted((a, b) => b.factor - a.factor);
  if (most === undefined) return [];
  const what = norm === "gradientNorm" ? "gradients explode" : "weights explode";
  const where = listed(grown.map(({ index }) => index), shown.layers.length);
  const remedy = norm === "gradientNorm" ? "Clipping their norm, or a lower learning rate, holds them." : "A lower learning rate, or weight decay, holds them.";
  return [`${where}: ${what}, to ${formatCount(Math.round(most.factor))} times their norm at epoch ${first.epoch ?? 0}${grown.length > 1 ? " at most" : ""}. ${remedy}`];
}

/** Layers by name, with a capital at the start: "Layer 1, layer 2 and output layer". */
function listed(indices: readonly number[], count: number): string {
  if (indices.length === count && count > 2) return "All layers";
  const names = indices.map((index, place) => (place === 0 ? layerName(index, count) : layerName(index, count).toLowerCase()));
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
