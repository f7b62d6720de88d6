import { describe, expect, it } from "vitest";
import type { EngineIdentity, EngineName } from "../domain/engine-identity";
import { rankEngines, type MeasuredEngine } from "./rank-engines";

const GPU = "ANGLE (NVIDIA, NVIDIA H100, OpenGL 4.6)";
const SOFTWARE = "Google SwiftShader";

function measured(name: EngineName, rowsPerSecond: number | null, renderer = GPU): MeasuredEngine {
  const engine: EngineIdentity = { name, variant: "", pool: 1, renderer: name === "webgl" ? renderer : null };
  return { engine, rowsPerSecond, failed: false };
}

const FALLBACK = { engine: measured("cpu", null).engine, reason: "It works everywhere." };

describe("the ranking of engines", () => {
  it("puts the fastest first, and those without a rate last", () => {
    const ranking = rankEngines("key", [measured("cpu", null), measured("webgl", 5e3), measured("wasm", 2e5)], FALLBACK);
    expect(ranking?.engines.map(({ engine, rowsPerSecond }) => [engine.name, rowsPerSecond])).toEqual([
      ["wasm", 2e5],
      ["webgl", 5e3],
      ["cpu", null],
    ]);
    expect(ranking?.key).toBe("key");
  });

  it.each([
    { wasm: 1.49e6, auto: "webgl" },
    { wasm: 1.5e6, auto: "wasm" },
    { wasm: 9e5, auto: "webgl" },
  ])("keeps to a real GPU of 1 M rows a second unless another engine is 1.5 times as fast: $wasm", ({ wasm, auto }) => {
    expect(rankEngines("", [measured("wasm", wasm), measured("webgl", 1e6)], FALLBACK)?.auto.engine.name).toBe(auto);
  });

  it("takes the fastest where WebGL is drawn by the processor", () => {
    const engines = [measured("wasm", 101e3), measured("webgl", 100e3, SOFTWARE)];
    expect(rankEngines("", engines, FALLBACK)?.auto.engine.name).toBe("wasm");
    expect(rankEngines("", [measured("cpu", 6e3), measured("webgl", 9e3, SOFTWARE)], FALLBACK)?.auto.engine.name).toBe("webgl");
  });

  it("says why, in a sentence", () => {
    const reasonOf = (...engines: MeasuredEngine[]): string | undefined => rankEngines("", engines, FALLBACK)?.auto.reason;
    expect(reasonOf(measured("wasm", 1.2e6), measured("webgl", 3e4, SOFTWARE))).toBe(
      "Fused WASM trains 1.2\u202fM rows a second on this net, 40 times as fast as WebGL here.",
    );
    expect(reasonOf(measured("webgl", 1e6), measured("wasm", 4e5))).toBe(
      "WebGL trains 1.0\u202fM rows a second on this net, 2.5 times as fast as Fused WASM here.",
    );
    expect(reasonOf(measured("webgl", 1e6), measured("wasm", 1.2e6))).toBe(
      "WebGL trains 1.0\u202fM rows a second on this net on the GPU; Fused WASM is 1.2 times as fast here, too little to leave the GPU for it.",
    );
    expect(reasonOf(measured("cpu", 6100))).toBe("CPU trains 6.1\u202fk rows a second on this net.");
    expect(reasonOf(measured("wasm", 5e5), measured("webgl", null))).toContain("could not be measured in time");
    expect(reasonOf(measured("wasm", null))).toBe("It works everywhere.");
  });

  it("never takes an engine that failed", () => {
    const failed = { ...measured("webgl", null), failed: true };
    expect(rankEngines("", [failed, measured("wasm", 5)], FALLBACK)?.auto.engine.name).toBe("wasm");
    expect(rankEngines("", [failed], { engine: null, reason: "" })).toBeNull();
  });
});
