import { WarningMark, WarningNote } from "./warning-mark";

const LEAKAGE_WARNING =
  "Leakage: the features were fitted on all three splits, so validation and test have told the net something. These figures are a demonstration, not a result.";

/**
 * Stands beside every figure of a run whose features were fitted on more than train.
 * @param brief without its word: where the page is narrow, or always
 */
export function LeakageMark({ brief }: { readonly brief?: "narrow" | "always" }) {
  return <WarningMark word="leakage" text={LEAKAGE_WARNING} brief={brief} />;
}

/** The same in words, where there is room for them. */
export function LeakageNote() {
  return <WarningNote text={LEAKAGE_WARNING} />;
}
