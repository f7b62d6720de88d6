import { existsSync } from "node:fs";
import { CHROMIUM_FLAGS } from "../lib/chromium.mjs";

const SOFTWARE_RENDERER = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const NVIDIA = ["--use-angle=vulkan", "--enable-features=Vulkan", "--disable-vulkan-surface", "--enable-unsafe-webgpu"];
/** Heap sizes to the byte instead of in coarse steps, and no reliance on a small /dev/shm, as containers have. */
const RUNNER = ["--enable-precise-memory-info", "--disable-dev-shm-usage"];

/**
 * The flags of the browser that runs are made in: `TRIPTYCH_GPU` set to `nvidia` or `none` decides, else whether the
 * machine has a device of NVIDIA's.
 */
export function browserFlags(gpu = process.env["TRIPTYCH_GPU"], hasNvidia = existsSync("/dev/nvidia0")): string[] {
  const real = gpu === "nvidia" || ((gpu === undefined || gpu === "") && hasNvidia);
  if (!real) return [...CHROMIUM_FLAGS, ...RUNNER];
  return [...CHROMIUM_FLAGS.filter((flag) => !SOFTWARE_RENDERER.includes(flag)), ...NVIDIA, ...RUNNER];
}
