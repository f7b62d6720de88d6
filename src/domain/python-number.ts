/**
 * A number as Python writes it: `0.001`, `1e-05`, `1e+16`. Whole numbers are written as one types them, `1` and not
 * `1.0`, which is what PyTorch then prints.
 */
export function pythonNumber(value: number): string {
  const size = Math.abs(value);
  // Between these, JavaScript and Python both write the shortest decimal without an exponent.
  if (value === 0 || (size >= 1e-4 && size < 1e16)) return String(value);
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, "0")}`;
}
