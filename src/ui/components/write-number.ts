/** Small numbers as people write learning rates, without the noise of floating point: 0.001 → "1e-3". */
export function writeNumber(value: number): string {
  const clean = Number(value.toPrecision(12));
  const size = Math.abs(clean);
  return size !== 0 && size < 0.01 ? clean.toExponential() : String(clean);
}
