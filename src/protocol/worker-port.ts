import { createClient, type Client } from "./client";
import type { Patience } from "./heartbeat";
import type { Service } from "./messages";
import type { Port } from "./port";

/** A worker between two portions of its work may take seconds on a slow machine, but not a quarter of a minute. */
export const USUAL_PATIENCE: Patience = { silenceMs: 4_000, lookMs: 5_000, looks: 3, firstLooks: 12 };

/** The part of `Worker` that is used here. */
export interface WorkerPort extends Port {
  addEventListener(type: "message" | "messageerror", listener: (event: MessageEvent) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

export interface WorkerPlan {
  /** Starts the worker; called again when it is gone and somebody needs it. */
  readonly spawn: () => WorkerPort;
  /** What its errors call it, as the beginning of a sentence. */
  readonly what: string;
  readonly patience: Patience;
}

/**
 * Speaks to a worker. When it fails or no longer answers it is ended, every call that waits on it is rejected with
 * `WorkerGoneError`, and the next call starts a new one, which holds nothing of what the old one held.
 */
export function connectWorker<S extends Service<S>>(plan: WorkerPlan): Client<S> {
  let closed: string | null = null;
  let current = startWorker<S>(plan);
  return {
    call: (method, request, options) => {
      if (current.ended() && closed === null) current = startWorker<S>(plan);
      return current.client.call(method, request, options);
    },
    close: (reason) => {
      closed ??= reason;
      current.end(closed);
    },
  };
}

interface Connection<S extends Service<S>> {
  readonly client: Client<S>;
  ended(): boolean;
  end(reason: string): void;
}

function startWorker<S extends Service<S>>({ spawn, what, patience }: WorkerPlan): Connection<S> {
  const worker = spawn();
  let ended = false;
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    worker.terminate();
    client.close(reason);
  };
  const client = createClient<S>(worker, {
    patience,
    onSilence: () => {
      end(`${what} no longer answers.`);
    },
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    end(`${what} stopped working (${event.message || "it could not start"}).`);
  });
  worker.addEventListener("messageerror", () => {
    end(`${what} sent a message that could not be read.`);
  });
  return { client, ended: () => ended, end };
}
