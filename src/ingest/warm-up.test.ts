import { expect, it } from "vitest";
import { warmUpPreparation } from "./warm-up";

it("makes its matrices without a problem", () => {
  expect(() => {
    warmUpPreparation();
  }).not.toThrow();
});
