import type { CDPSession, Page } from "playwright";
import type { TrainerMemory } from "../../src/domain/trainer";
import { WorkerTarget } from "./targets";

/** What the page holds after a cycle. */
export interface Figures {
  /** The page's JavaScript heap and the array buffers that it owns, after a collection. */
  readonly heapBytes: number;
  /** The same of its workers, together. */
  readonly workerHeapBytes: number;
  /** Workers that the browser runs, those that workers started among them. */
  readonly workers: number;
  /** As the trainer says itself, at the end of the run. */
  readonly trainer: TrainerMemory;
}

/** Speaks the DevTools protocol to a thread. */
type Send = (method: "HeapProfiler.collectGarbage" | "Runtime.getHeapUsage") => Promise<unknown>;

/** A worker that was ended is still listed for a moment. */
const SETTLE_MS = 250;
const MOST_LOOKS = 40;

/** Reads from outside what the page holds. */
export class Scale {
  readonly #page: CDPSession;
  readonly #browser: CDPSession;

  private constructor(page: CDPSession, browser: CDPSession) {
    this.#page = page;
    this.#browser = browser;
  }

  static async of(page: Page): Promise<Scale> {
    const browser = page.context().browser();
    if (browser === null) throw new Error("The page belongs to no browser.");
    return new Scale(await page.context().newCDPSession(page), await browser.newBrowserCDPSession());
  }

  async read(trainer: TrainerMemory): Promise<Figures> {
    const workers = await this.#settledWorkers();
    let workerHeapBytes = 0;
    for (const id of workers) workerHeapBytes += await this.#workerHeapBytes(id);
    const heapBytes = await heapBytesOf((method) => this.#page.send(method));
    return { heapBytes, workerHeapBytes, workers: workers.length, trainer };
  }

  async #workerHeapBytes(targetId: string): Promise<number> {
    const worker = await WorkerTarget.attach(this.#browser, targetId);
    const bytes = await heapBytesOf((method) => worker.send(method));
    await worker.detach();
    return bytes;
  }

  async #settledWorkers(): Promise<readonly string[]> {
    let seen = await WorkerTarget.ids(this.#browser);
    for (let look = 0; look < MOST_LOOKS; look++) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const now = await WorkerTarget.ids(this.#browser);
      if (now.length === seen.length) return now;
      seen = now;
    }
    throw new Error("The number of the page's workers does not come to rest.");
  }
}

async function heapBytesOf(send: Send): Promise<number> {
  // What the first collection finalises, the second one frees.
  await send("HeapProfiler.collectGarbage");
  await send("HeapProfiler.collectGarbage");
  const usage = await send("Runtime.getHeapUsage");
  return numberIn(usage, "usedSize") + numberIn(usage, "backingStorageSize");
}

function numberIn(value: unknown, member: string): number {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, member) : undefined;
  if (typeof found !== "number") throw new Error(`This browser does not tell the heap's ${member}.`);
  return found;
}
