import { dropoutLimit } from "../../domain/dropout";
import type { ResolvedLoss } from "../../domain/loss";
import type { StepSettings } from "../backend";

// The other half of `Settings` and `Dropout` in assembly/program.ts: the same fields in the same order.

const LOSS_CODES = { bce: 0, focal: 1 };
const SETTINGS_WORDS = 5;
const DROPOUT_WORDS = 3;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** A number as the word that its float32 is stored in. */
export function floatWord(value: number): number {
  float[0] = value;
  return bits[0] ?? 0;
}

/** Words of the settings of a net with so many layers besides the last. */
export function settingsLength(hidden: number): number {
  return SETTINGS_WORDS + hidden * DROPOUT_WORDS;
}

/** Bytes from the start of the settings to a layer's dropout. */
export function dropoutOffset(layer: number): number {
  return settingsLength(layer) * 4;
}

/** 32-bit words of the settings of a step. */
export function settingsWords({ loss, dropout }: StepSettings, hidden: number): number[] {
  const masks = Array.from({ length: hidden }, (_, layer) => dropout?.[layer] ?? null);
  const drops = masks.some((mask) => mask !== null) ? 1 : 0;
  const layers = masks.flatMap((mask) =>
    mask === null ? [0, 0, 0] : [mask.key, dropoutLimit(mask.p), floatWord(1 / (1 - mask.p))],
  );
  return [...lossWords(loss), drops, ...layers];
}

/** Kind, positive weight, gamma, alpha. */
function lossWords(loss: ResolvedLoss): number[] {
  switch (loss.type) {
    case "bce":
      return [LOSS_CODES.bce, floatWord(loss.positiveWeight), 0, 0];
    case "focal":
      return [LOSS_CODES.focal, 0, floatWord(loss.gamma), floatWord(loss.alpha)];
    case "cross-entropy-single-output":
      throw new Error("The kernel does not compute a loss that is always 0: its gradient is 0.");
  }
}
