import type { Weights } from "../weights";

/** The net whose logits are that much higher: its last bias is, rounded to float32. */
export function withLogitOffset(weights: Weights, offset: number): Weights {
  return weights.map((layer, index) => (index === weights.length - 1 ? { ...layer, bias: layer.bias.map((bias) => bias + offset) } : layer));
}
