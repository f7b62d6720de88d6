import { describe, expect, it } from "vitest";
import { browserFlags } from "./browser-flags";

describe("the browser's flags", () => {
  it("ask for the software renderer where there is no GPU, or none is wanted", () => {
    for (const flags of [browserFlags("", false), browserFlags(undefined, false), browserFlags("none", true)]) {
      expect(flags).toContain("--use-angle=swiftshader");
      expect(flags).not.toContain("--use-angle=vulkan");
    }
  });

  it("ask for the GPU, and for no software renderer, where there is one or it is named", () => {
    for (const flags of [browserFlags(undefined, true), browserFlags("nvidia", false)]) {
      expect(flags).toContain("--use-angle=vulkan");
      expect(flags.filter((flag) => flag.includes("swiftshader"))).toEqual([]);
      expect(flags).toContain("--ignore-gpu-blocklist");
    }
  });
});
