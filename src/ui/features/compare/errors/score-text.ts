import { tickText } from "../../../charts/kit/scales";

/** A score: four decimals; near 0 and 1 how near it is. */
export function scoreText(score: number): string {
  if (!(score > 0 && score < 1)) return String(score);
  return Math.min(score, 1 - score) < 5e-4 ? tickText(score, "logit") : score.toFixed(4);
}
