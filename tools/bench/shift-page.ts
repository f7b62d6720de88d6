import { featureSource } from "../../src/domain/features/source";
import { inOneGo } from "../../src/domain/inspect/stepwise";
import { createRandom } from "../../src/domain/random";
import type { DriftAnswer } from "../../src/domain/shift/drift";
import { featureDrift } from "../../src/domain/shift/feature-drift";
import { perSplit, type PerSplit } from "../../src/domain/split";
import type { CallMessage, ReplyMessage } from "../../src/protocol/messages";
import type { IngestService } from "../../src/protocol/ingest-service";

/** Runs in the page before its own scripts, and asks its data worker for drift. */
export interface ShiftProbe {
  /** Drift of every feature, in all rows and in each class, against both splits; how long it took in milliseconds. */
  drift(): Promise<{ readonly ms: number; readonly answer: DriftAnswer }>;
  /** The same of so many columns of random numbers, no two of them equal, in milliseconds; in the page itself, which no file has to be read for. */
  ofDistinct(columns: number, rows: PerSplit<number>): number;
}

/** Above the numbers that the page gives its own calls. */
const FIRST_ID = 1e9;

let worker: Worker | null = null;

function keep(made: Worker): void {
  worker = made;
}

let nextId = FIRST_ID;

window.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    if (options?.name === "ingest") keep(this);
  }
};

const probe: ShiftProbe = {
  drift: () => {
    const data = worker;
    if (data === null) throw new Error("The page has no data worker.");
    const id = nextId++;
    const from = performance.now();
    return new Promise((resolve, reject) => {
      const hear = ({ data: reply }: MessageEvent<ReplyMessage>): void => {
        if (reply.type === "pong" || reply.type === "event" || reply.id !== id) return;
        data.removeEventListener("message", hear);
        if (reply.type === "result") resolve({ ms: performance.now() - from, answer: reply.result as DriftAnswer });
        else reject(new Error(reply.error.message));
      };
      data.addEventListener("message", hear);
      const call: CallMessage<IngestService, "drift"> = { type: "call", id, method: "drift", request: null };
      data.postMessage(call);
    });
  },
  ofDistinct: (columns, rows) => {
    const random = createRandom(1);
    const sources = Array.from({ length: columns }, (_, index) => {
      const name = `c${index + 1}`;
      const source = featureSource(name, perSplit((split) => ({ kind: "numeric", name, integer: false, values: Float64Array.from({ length: rows[split] }, () => random.normal()) })));
      return { source, treatment: { column: name, missing: { type: "drop-row" }, transform: [], encoding: { type: "numeric" } } } as const;
    });
    const labelled = perSplit((split) => ({ total: rows[split], kept: rows[split], leftOut: null, y: Uint8Array.from({ length: rows[split] }, () => Number(random.uniform() < 0.1)) }));
    const from = performance.now();
    inOneGo(featureDrift(sources, labelled));
    return performance.now() - from;
  },
};

Object.assign(window, { triptychShift: probe });
