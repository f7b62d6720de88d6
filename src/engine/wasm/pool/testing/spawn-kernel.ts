/** A real member in a worker of its own, for tests in a browser. */
export function spawnKernel(): Worker {
  return new Worker(new URL("../../../../workers/kernel.worker.ts", import.meta.url), { type: "module" });
}
