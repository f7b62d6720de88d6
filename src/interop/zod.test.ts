import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

describe("schemas under the page's content security policy", () => {
  it("are made and used without new Function", async () => {
    const calls: unknown[] = [];
    const RealFunction = Function;
    vi.stubGlobal(
      "Function",
      new Proxy(RealFunction, {
        construct(target, args: string[]) {
          calls.push(args);
          return new target(...args);
        },
      }),
    );
    const { parseRunConfig } = await import("./run-config");
    expect(parseRunConfig({ format: "triptych.run-config", version: 1 }).epochs).toBe(10);
    expect(calls).toEqual([]);
    const { z } = await import("./zod");
    z.config({ jitless: false });
    try {
      z.object({ a: z.number() }).parse({ a: 1 });
      // The stub does see what zod would do without our setting.
      expect(calls.length).toBeGreaterThan(0);
    } finally {
      z.config({ jitless: true });
    }
  });
});
