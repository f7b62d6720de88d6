import relaxedUrl from "./generated/fused-relaxed-simd.wasm?url&no-inline";
import simdUrl from "./generated/fused-simd.wasm?url&no-inline";
import type { KernelVariant } from "./variant";

const URLS: Record<KernelVariant, string> = { "fused-relaxed-simd": relaxedUrl, "fused-simd": simdUrl };

/**
 * Fetches one build of the kernel from the page's own origin and compiles it.
 * @throws Error when it cannot be fetched or compiled.
 */
export async function loadKernel(variant: KernelVariant): Promise<WebAssembly.Module> {
  const response = await fetch(URLS[variant]);
  if (!response.ok) throw new Error(`The kernel ${variant} could not be fetched: HTTP status ${response.status}.`);
  // Streaming wants the media type application/wasm, which some static servers do not send.
  if (response.headers.get("content-type")?.startsWith("application/wasm") === true) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
