/** The reference data has seven features: shown until there is data of one's own. */
const REFERENCE_FEATURES = 7;

/** How many inputs the net is drawn with, and whether that is a guess. */
export function assumedInputs(features: number): { readonly inputs: number; readonly assumed: boolean } {
  return features > 0 ? { inputs: features, assumed: false } : { inputs: REFERENCE_FEATURES, assumed: true };
}
