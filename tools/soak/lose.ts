import type { Page, Worker } from "playwright";

/** The page's workers; there may be several kernel workers, or none. */
const SCRIPTS = {
  ingest: /\/workers\/ingest\.worker[^/]*\.js$/,
  train: /\/workers\/train\.worker[^/]*\.js$/,
  kernel: /\/workers\/kernel\.worker[^/]*\.js$/,
} as const;

export type WorkerName = keyof typeof SCRIPTS;

declare global {
  /** Made by the lines below, in the train worker alone; weak, so that the worker can let go of them. */
  var madeContexts: WeakRef<RenderingContext>[] | undefined;
}

/** Init scripts do not reach workers, so these lines go before the worker's own. */
const NOTE_CONTEXTS = `{
  const { prototype } = OffscreenCanvas;
  const { getContext } = prototype;
  self.madeContexts = [];
  prototype.getContext = function (...args) {
    const context = getContext.apply(this, args);
    if (context !== null) self.madeContexts.push(new WeakRef(context));
    return context;
  };
}
`;

interface RoutingOptions {
  /** Members of the kernel pool, whatever this machine has; absent: as many as it is good for. */
  readonly cores?: number;
}

/** To be called before the page opens: makes its graphics contexts ones that can be lost on purpose. */
export async function allowLosses(page: Page, { cores }: RoutingOptions = {}): Promise<void> {
  const pretence = cores === undefined ? "" : `Object.defineProperty(navigator, "hardwareConcurrency", { value: ${cores} });\n`;
  await page.route(SCRIPTS.train, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: NOTE_CONTEXTS + pretence + (await response.text()) });
  });
}

/** Takes all graphics contexts from the train worker, as a reset of the graphics card does. @returns how many there were */
export async function loseContexts(page: Page): Promise<number> {
  return workerOf(page, "train").evaluate(() => {
    let lost = 0;
    for (const reference of globalThis.madeContexts ?? []) {
      const context = reference.deref();
      if (!(context instanceof WebGL2RenderingContext) || context.isContextLost()) continue;
      context.getExtension("WEBGL_lose_context")?.loseContext();
      lost++;
    }
    return lost;
  });
}

/** Ends a worker from inside: nobody is told. */
export async function killWorker(page: Page, name: WorkerName): Promise<void> {
  const worker = workerOf(page, name);
  const closed = new Promise((resolve) => worker.once("close", resolve));
  // The answer may be lost with the worker.
  worker.evaluate(() => {
    self.close();
  }).catch(() => undefined);
  await closed;
}

/** @throws Error where there is none */
function workerOf(page: Page, name: WorkerName): Worker {
  const worker = page.workers().find((each) => SCRIPTS[name].test(each.url()));
  if (worker === undefined) throw new Error(`The page has no ${name} worker now; it has ${page.workers().map((each) => each.url()).join(", ")}.`);
  return worker;
}
