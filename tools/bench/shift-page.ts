import type { DriftAnswer } from "../../src/domain/shift/drift";
import type { CallMessage, ReplyMessage } from "../../src/protocol/messages";
import type { IngestService } from "../../src/protocol/ingest-service";

/** Runs in the page before its own scripts, and asks its data worker for drift. */
export interface ShiftProbe {
  /** Drift of every feature, in all rows and in each class, against both splits; how long it took in milliseconds. */
  drift(): Promise<{ readonly ms: number; readonly answer: DriftAnswer }>;
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
};

Object.assign(window, { triptychShift: probe });
