import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cssColour, heatColour, type Rgb } from "./heat-colours";

/** Relative luminance of sRGB, as WCAG 2 defines it. */
function luminance(colour: Rgb): number {
  const linear = colour.map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

const value = fc.double({ min: -1, max: 1, noNaN: true });

describe("heatColour", () => {
  it("goes away from the middle in lightness as correlations grow, darker on light and lighter on dark", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [weak, strong] = Math.abs(a) <= Math.abs(b) ? [a, b] : [b, a];
        if (Math.sign(weak) !== Math.sign(strong) || Math.abs(strong) - Math.abs(weak) < 0.02) return;
        expect(luminance(heatColour(strong, "light"))).toBeLessThan(luminance(heatColour(weak, "light")));
        expect(luminance(heatColour(strong, "dark"))).toBeGreaterThan(luminance(heatColour(weak, "dark")));
      }),
    );
  });

  it("tells the signs apart by blue against red, which colour-blind people see", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 1, noNaN: true }), fc.constantFrom("light" as const, "dark" as const), (size, scheme) => {
        const [negativeRed, , negativeBlue] = heatColour(-size, scheme);
        const [positiveRed, , positiveBlue] = heatColour(size, scheme);
        expect(negativeRed).toBeGreaterThan(negativeBlue);
        expect(positiveBlue).toBeGreaterThan(positiveRed);
      }),
    );
  });

  it("stays on the scale beyond its ends", () => {
    expect(heatColour(1.0000001, "light")).toEqual(heatColour(1, "light"));
    expect(cssColour([1, 2, 3])).toBe("rgb(1 2 3)");
  });
});
