import type { TransformSpec } from "./plan";

/** One number through the transforms in their order; NaN or infinite where it has no value. */
export function transformNumber(x: number, transforms: readonly TransformSpec[]): number {
  if (!Number.isFinite(x)) return NaN;
  let value = x;
  for (const spec of transforms) value = applyTransform(value, spec);
  return value;
}

function applyTransform(x: number, spec: TransformSpec): number {
  switch (spec.type) {
    case "clip":
      return Math.min(Math.max(x, spec.low ?? -Infinity), spec.high ?? Infinity);
    case "log1p":
      return Math.log1p(x);
    case "symlog":
      return Math.sign(x) * Math.log1p(Math.abs(x));
  }
}

/** Whether every finite number has a value under these transforms, so that nobody need look. */
export function isTotal(transforms: readonly TransformSpec[]): boolean {
  return transforms.every(({ type }) => type !== "log1p");
}

/** The first `count` numbers in place; numbers without a value, infinite ones among them, become NaN. */
export function transformBlock(values: Float64Array, count: number, transforms: readonly TransformSpec[]): void {
  for (let at = 0; at < count; at++) {
    const x = transformNumber(values[at]!, transforms);
    values[at] = Number.isFinite(x) ? x : NaN;
  }
}
