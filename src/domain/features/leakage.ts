import { problem, type Problem } from "../problem";
import type { FitOn } from "./plan";

/** What goes with every result of features that were fitted on more than train; nothing where they were not. */
export function leakage(fitOn: FitOn): Problem[] {
  if (fitOn === "train") return [];
  return [
    problem(
      "warning",
      "leakage",
      "The features are fitted on all three splits, so validation and test leak into training.",
      "This is here to show leakage. Fit on train alone before any figure is trusted.",
    ),
  ];
}
