import type { ModelSpec } from "../../src/domain/model-spec";
import { DEFAULT_SGD } from "../../src/domain/run-config";
import type { Report } from "../../src/interop/report-schema";
import { killWorker, loseContexts } from "./lose";
import type { SoakPage } from "./soak-page";

/** What came of a cycle: the page's report on it, and the epochs that were trained. */
export interface CycleResult {
  readonly epochs: number;
  readonly report: Report;
}

export interface Cycle {
  readonly name: string;
  run(page: SoakPage): Promise<CycleResult>;
}

const SMALL_NET: ModelSpec = net([
  { type: "linear", out: 32 },
  { type: "tanh" },
  { type: "linear", out: 16 },
  { type: "relu" },
]);

/** Its epochs last long enough to be stopped between two of them. */
const LARGE_NET: ModelSpec = net([{ type: "linear", out: 256 }, { type: "relu" }, { type: "linear", out: 256 }, { type: "relu" }]);

/** In this order, again and again; each begins with what the one before it has left. */
export const CYCLES: readonly Cycle[] = [
  {
    name: "a plain run",
    run: async (page) => {
      await page.sets("auto", { epochs: 6 });
      return whole(await page.finishes());
    },
  },
  {
    name: "another net and batch",
    run: async (page) => {
      await page.sets("wasm", { epochs: 5, model: SMALL_NET, batchSize: 256, optimizer: { ...DEFAULT_SGD, lr: 0.01, momentum: 0.9 } });
      return whole(await page.finishes());
    },
  },
  {
    name: "stopped, and gone on",
    run: async (page) => {
      await page.sets("wasm", { epochs: 1_000, model: LARGE_NET });
      await page.presses("Train");
      await page.reaches(2);
      await page.presses("Stop");
      const stopped = await page.ended("stopped");
      const { from, report } = await page.goesOn(3);
      return { epochs: stopped.history.length + report.history.length - from, report };
    },
  },
  {
    name: "a lost WebGL context",
    run: async (page) => {
      await page.sets("webgl", { epochs: 4 });
      await page.steps("epoch");
      if ((await loseContexts(page.page)) === 0) throw new Error("There was no WebGL context to lose.");
      return goneOn(page, /^The graphics context was lost/);
    },
  },
  {
    name: "a killed train worker",
    run: async (page) => {
      await page.sets("auto", { epochs: 4 });
      await page.steps("epoch");
      await killWorker(page.page, "train");
      return goneOn(page, /^The training worker stopped/);
    },
  },
  {
    name: "an epoch on the CPU engine",
    run: async (page) => {
      await page.sets("cpu", { epochs: 1 });
      return whole(await page.finishes());
    },
  },
  {
    name: "step by step",
    run: async (page) => {
      await page.sets("wasm", { epochs: 3 });
      for (const unit of ["batch", "batch", "epoch", "batch"] as const) await page.steps(unit);
      await page.presses("Resume");
      return whole(await page.ended("finished"));
    },
  },
];

function net(hidden: ModelSpec["layers"]): ModelSpec {
  return { layers: [...hidden, { type: "linear", out: 1 }, { type: "sigmoid" }], init: "pytorch-default" };
}

function whole(report: Report): CycleResult {
  return { epochs: report.history.length, report };
}

/** Lets a paused run from which something was taken go on. @throws Error unless the page says what was lost, in one line */
async function goneOn(page: SoakPage, words: RegExp): Promise<CycleResult> {
  await page.presses("Resume");
  const result = whole(await page.ended("finished"));
  const notices = await page.notices();
  if (notices.length !== 1 || !words.test(notices[0] ?? "")) throw new Error(`The page says of the loss: ${JSON.stringify(notices)}`);
  return result;
}
