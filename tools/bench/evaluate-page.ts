import type { TrainService } from "../../src/protocol/train-service";
import type { CallMessage, ReplyMessage } from "../../src/protocol/messages";
import type { Comparison } from "../../src/domain/examiner";
import { atThreshold } from "../../src/domain/metrics/evaluation";
import { createRandom } from "../../src/domain/random";
import { SPLITS, type Split } from "../../src/domain/split";
import type { RunOutcome, RunRequest } from "../../src/domain/trainer";
import { sourceGroups } from "../../src/domain/why/permutation-importance";

/** Runs in the page before its own scripts, and measures what its train worker answers. */
export interface EvaluateProbe {
  /** Metrics, calibration, counts and curves of the three splits by the worker; forward passes are over. */
  compare(): Promise<number>;
  /** 95 % intervals of all metrics of the three splits. */
  intervals(): Promise<number>;
  /** Permutation importance of every feature on validation. */
  importance(repeats: number): Promise<number>;
  /** A frame of a threshold drag: the figures of the three splits at another threshold. */
  drag(frames: number): number;
  /** How long after it was given up a comparison of another net ends; null where it was over by then. */
  givenUp(afterMs: number): Promise<number | null>;
  /** Logits of a split under the net, as float32 in base64, and the labels. */
  scored(split: Split): Promise<{ logits: string; labels: string }>;
}

/** Above the numbers that the page gives its own calls. */
const FIRST_ID = 1e9;

let worker: Worker | null = null;
let request: RunRequest | null = null;
let outcome: RunOutcome | null = null;
let comparison: Comparison | null = null;
let nextId = FIRST_ID;

/** Watches the page's train worker for the run it is asked for, and for what becomes of it. */
function watch(train: Worker): void {
  worker = train;
  let runCall = 0;
  const post = train.postMessage.bind(train);
  train.postMessage = (message: unknown, transfer?: Transferable[] | StructuredSerializeOptions) => {
    const call = message as Partial<CallMessage<TrainService, "run">>;
    if (call.method === "run" && call.request !== undefined) {
      request = call.request;
      runCall = call.id ?? 0;
    }
    post(message, transfer as Transferable[]);
  };
  train.addEventListener("message", ({ data }: MessageEvent<ReplyMessage>) => {
    if (data.type === "result" && data.id === runCall) outcome = data.result as RunOutcome;
  });
}

window.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    if (options?.name === "train") watch(this);
  }
};

interface Asked<M extends keyof TrainService> {
  readonly ms: number;
  readonly result: TrainService[M]["result"];
}

function ask<M extends keyof TrainService>(method: M, question: TrainService[M]["request"], giveUpMs: number | null = null): Promise<Asked<M>> {
  const train = worker;
  if (train === null) throw new Error("The page has no train worker.");
  const id = nextId++;
  let from = performance.now();
  return new Promise((resolve, reject) => {
    const hear = ({ data }: MessageEvent<ReplyMessage>): void => {
      if (data.type === "pong" || data.id !== id || data.type === "event") return;
      train.removeEventListener("message", hear);
      const ms = performance.now() - from;
      if (data.type === "result") resolve({ ms, result: data.result as TrainService[M]["result"] });
      else reject(Object.assign(new Error(data.error.message), { name: data.error.name, ms }));
    };
    train.addEventListener("message", hear);
    train.postMessage({ type: "call", id, method, request: question });
    if (giveUpMs === null) return;
    setTimeout(() => {
      from = performance.now();
      train.postMessage({ type: "abort", id });
    }, giveUpMs);
  });
}

function net() {
  if (request === null || outcome === null) throw new Error("No run has ended yet.");
  return { config: request.config, engine: outcome.engine.name, weights: outcome.weights };
}

const THRESHOLD = 0.37;
/** Of the nets that differ a little from the run's. */
const draws = createRandom(1);

const probe: EvaluateProbe = {
  compare: async () => {
    const { ms, result } = await ask("compare", { net: net(), threshold: THRESHOLD });
    comparison = result;
    return ms;
  },
  intervals: async () => (await ask("intervals", { net: net(), threshold: THRESHOLD, seed: 1 })).ms,
  importance: async (repeats) => {
    const asked = net();
    const columns = asked.weights[0] === undefined ? 0 : asked.weights[0].weight.length / asked.weights[0].bias.length;
    const groups = sourceGroups(Array.from({ length: columns }, (_, column) => ({ source: `column ${column}` })));
    return (await ask("importance", { net: asked, split: "validation", groups, repeats, seed: 1, threshold: THRESHOLD })).ms;
  },
  drag: (frames) => {
    const splits = compared();
    const start = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      for (const split of SPLITS) atThreshold(splits[split].evaluation, splits[split].counts, (frame + 0.5) / frames);
    }
    return (performance.now() - start) / frames;
  },
  givenUp: async (afterMs) => {
    const { weights, ...asked } = net();
    // Another net each time, so that no logits of it are kept.
    const other = weights.map(({ weight, bias }) => ({ weight: weight.map((value) => value * (1 + draws.uniform() / 100)), bias }));
    try {
      await ask("compare", { net: { ...asked, weights: other }, threshold: THRESHOLD }, afterMs);
      return null;
    } catch (reason) {
      if (reason instanceof Error && reason.name === "AbortError" && "ms" in reason) return Number(reason.ms);
      throw reason;
    }
  },
  scored: async (split) => {
    const { result } = await ask("logits", { net: net(), split });
    return { logits: base64(result.logits), labels: base64(result.y) };
  },
};

function compared(): Comparison {
  if (comparison === null) throw new Error("Nothing has been compared yet.");
  return comparison;
}

function base64({ buffer }: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>): string {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

Object.assign(window, { triptychProbe: probe });
