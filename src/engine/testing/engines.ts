import type { Backend } from "../backend";
import { createBackend } from "../create-backend";

export type OpenEngine = () => Promise<Backend>;

/** The app's own worker, which nothing but its address ties to this folder. */
function spawnKernel(): Worker {
  return new Worker(new URL("../../workers/kernel.worker.ts", import.meta.url), { type: "module" });
}

/** The rows of the table tests. The kernel also runs in a pool, the other member a worker with its share of the rows. */
export const TEST_ENGINES: readonly (readonly [label: string, open: OpenEngine])[] = [
  ["webgl", () => createBackend("webgl")],
  ["wasm", () => createBackend("wasm", { pool: 1 })],
  ["wasm in a pool of two", () => createBackend("wasm", { spawnKernel, pool: 2 })],
  ["cpu", () => createBackend("cpu")],
];

/** Opens an engine for `use` and gives it back whatever comes of it. */
export async function withEngine<T>(open: OpenEngine, use: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await open();
  try {
    return await use(backend);
  } finally {
    await backend.dispose();
  }
}
