/**
 * A series smoothed by an exponential moving average of what came before, each value weighing `weight` times as much as the
 * one after it. The weights are divided by their sum, so that the first values are not drawn towards 0 (the correction of
 * bias of Kingma and Ba, "Adam", 2015, section 3).
 * @param values in order; what is not finite is passed through and left out of the average
 * @param weight from 0, nothing is smoothed, to 1, the mean of all values so far
 * @returns as many values
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let sum = 0;
  let weights = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = weight * sum + value;
    weights = weight * weights + 1;
    return sum / weights;
  });
}
