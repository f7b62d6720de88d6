import { describe, expect, it } from "vitest";
import type { EngineOption } from "../domain/engine-identity";
import { listEngines, type EngineFacts } from "./choose-engine";
import { isSoftwareRenderer } from "./tfjs/webgl-probe";

const GPU = { renderer: "ANGLE (NVIDIA, NVIDIA GeForce RTX 4070)", software: false, float32: true };
const SOFTWARE = { renderer: "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))", software: true, float32: true };

function option(facts: EngineFacts, choice: EngineOption["choice"]): EngineOption {
  const found = listEngines(facts).find((entry) => entry.choice === choice);
  if (found === undefined) throw new Error(`No option ${choice}`);
  return found;
}

describe("listEngines", () => {
  it("offers auto first, then every engine, whatever the machine", () => {
    for (const facts of [
      { webgl: GPU, wasm: "fused-simd" },
      { webgl: null, wasm: null },
    ] satisfies EngineFacts[]) {
      expect(listEngines(facts).map(({ choice }) => choice)).toEqual(["auto", "webgl", "wasm", "cpu"]);
    }
  });

  it("picks WebGL on a real GPU and names the GPU", () => {
    const auto = option({ webgl: GPU, wasm: "fused-relaxed-simd" }, "auto");
    expect(auto.engine).toEqual({ name: "webgl", variant: "tfjs", pool: 1, renderer: GPU.renderer });
    expect(auto.reason).toBe("There is a GPU: ANGLE (NVIDIA, NVIDIA GeForce RTX 4070).");
  });

  it("picks the fused kernel where WebGL is a software renderer, which stays open to choice", () => {
    const facts: EngineFacts = { webgl: SOFTWARE, wasm: "fused-simd" };
    expect(option(facts, "auto").engine).toEqual({ name: "wasm", variant: "fused-simd", pool: 1, renderer: null });
    expect(option(facts, "auto").reason).toContain("no GPU");
    expect(option(facts, "webgl")).toMatchObject({ available: true, engine: { renderer: SOFTWARE.renderer } });
  });

  it("offers the pool that the kernel will run in, of one member where nothing is said", () => {
    const facts: EngineFacts = { webgl: null, wasm: "fused-simd", pool: 4 };
    const engine = { name: "wasm", variant: "fused-simd", pool: 4, renderer: null };
    expect(option(facts, "wasm")).toMatchObject({ engine, reason: "Runs on the vector units of 4 processor cores." });
    expect(option(facts, "auto").engine).toEqual(engine);
    expect(option({ webgl: null, wasm: "fused-simd" }, "wasm")).toMatchObject({
      engine: { pool: 1 },
      reason: "Runs on the processor's vector units.",
    });
  });

  it("refuses WebGL that keeps half floats and says why", () => {
    const facts: EngineFacts = { webgl: { ...GPU, float32: false }, wasm: "fused-simd" };
    expect(option(facts, "auto").engine?.name).toBe("wasm");
    expect(option(facts, "webgl")).toMatchObject({ available: false, engine: null });
    expect(option(facts, "webgl").reason).toContain("16-bit floats");
  });

  it("falls back to the CPU where there is neither WebGL nor WebAssembly SIMD", () => {
    const facts: EngineFacts = { webgl: null, wasm: null };
    expect(option(facts, "auto").engine?.name).toBe("cpu");
    expect(option(facts, "webgl").available).toBe(false);
    expect(option(facts, "wasm").available).toBe(false);
    expect(option(facts, "cpu").available).toBe(true);
  });
});

describe("isSoftwareRenderer", () => {
  it.each([
    ["ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)", true],
    ["llvmpipe (LLVM 15.0.6, 256 bits)", true],
    ["softpipe", true],
    ["ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)", true],
    ["ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)", false],
    ["Apple GPU", false],
  ])("%s: %s", (renderer, software) => {
    expect(isSoftwareRenderer(renderer)).toBe(software);
  });
});
