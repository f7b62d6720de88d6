import type { ResolvedLoss } from "./loss";
import { sigmoid } from "./metrics/logistic";
import { surprise } from "./metrics/surprise";

/** Derivative of one row's loss by its logit in float64; of the loss that is always 0 it is exactly 0. */
export function lossSlopeOf(loss: ResolvedLoss): (logit: number, label: number) => number {
  switch (loss.type) {
    case "bce":
      return (logit, label) => (label === 1 ? -loss.positiveWeight * sigmoid(-logit) : sigmoid(logit));
    case "focal":
      return (logit, label) => {
        const sign = label === 1 ? 1 : -1;
        const wrong = sigmoid(-sign * logit);
        const alpha = label === 1 ? loss.alpha : 1 - loss.alpha;
        return -sign * alpha * wrong ** loss.gamma * (wrong + loss.gamma * (1 - wrong) * surprise(-sign * logit));
      };
    case "cross-entropy-single-output":
      return () => 0;
  }
}
