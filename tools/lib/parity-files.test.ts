import { join } from "node:path";
import { expect, it } from "vitest";
import { parityFiles } from "./parity-files.mjs";

it("the tests of parity include those of the engine in a browser and of the metrics in Node, and no test without figures", () => {
  const files = parityFiles(join(import.meta.dirname, "../.."));
  expect(files).toContain("src/engine/training-parity.browser.test.ts");
  expect(files).toContain("src/domain/metrics/evaluation.test.ts");
  expect(files).not.toContain("src/protocol/protocol.test.ts");
});
