import type { Confusion } from "../../../../domain/history";
import { formatCount } from "../../../../domain/format";

/** A threshold in full: the number shown is the number used. */
export function formatThreshold(value: number): string {
  return String(value);
}

/** A rate, with four digits that count: 0.9131, 4.251e-5. */
export function formatRate(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? rounded.toExponential() : String(rounded);
}

export function confusionText({ tp, fp, tn, fn }: Confusion): string {
  return `TP ${formatCount(tp)} · FP ${formatCount(fp)} · TN ${formatCount(tn)} · FN ${formatCount(fn)}`;
}

/**
 * A value that was pointed at, with no more digits than pointing can mean: one finer than a pixel.
 * @param pixel how far apart two neighbouring pixels are, in the value's unit
 */
export function pointedAt(value: number, pixel: number): number {
  if (!(Math.abs(pixel) > 0) || !Number.isFinite(pixel)) return value;
  const decimals = Math.min(20, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(pixel)))));
  return Number(value.toFixed(decimals));
}
