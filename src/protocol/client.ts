import { abortError, RemoteError, WorkerGoneError } from "./errors";
import { createHeartbeat, type Patience } from "./heartbeat";
import type { CallMessage, ReplyMessage, Service } from "./messages";
import type { Port } from "./port";

export interface CallOptions<Event> {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: Event) => void;
  readonly transfer?: Transferable[];
}

/** The calling side of a service. Every call settles: with its result, its error, or the worker's end. */
export interface Client<S extends Service<S>> {
  call<M extends keyof S>(
    method: M,
    request: S[M]["request"],
    options?: CallOptions<S[M]["event"]>,
  ): Promise<S[M]["result"]>;
  /** Rejects every pending and later call with `WorkerGoneError`. */
  close(reason: string): void;
}

/** Notices that the other side is gone where nothing tells, as of a worker that was killed. */
export interface Watch {
  readonly patience: Patience;
  /** Called when the other side has not answered for too long. */
  onSilence(): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(reason: Error): void;
  onEvent(event: unknown): void;
}

/**
 * Speaks a service over a port. Aborting a call asks the other side to stop; the call then rejects when the other
 * side has let go (with its own answer if that came first), so that nothing still runs when it settles.
 */
export function createClient<S extends Service<S>>(port: Port, watch: Watch | null = null): Client<S> {
  const pending = new Map<number, Pending>();
  const heartbeat =
    watch === null
      ? null
      : createHeartbeat({
          patience: watch.patience,
          ping: () => {
            port.postMessage({ type: "ping" }, []);
          },
          onGone: () => {
            watch.onSilence();
          },
        });
  let nextId = 1;
  let gone: string | null = null;

  port.addEventListener("message", (message: MessageEvent<ReplyMessage>) => {
    const reply = message.data;
    heartbeat?.heard();
    if (reply.type === "pong") return;
    const call = pending.get(reply.id);
    if (call === undefined) return;
    if (reply.type === "event") {
      call.onEvent(reply.event);
      return;
    }
    pending.delete(reply.id);
    if (pending.size === 0) heartbeat?.rest();
    if (reply.type === "result") call.resolve(reply.result);
    else call.reject(reply.error.name === "AbortError" ? abortError(reply.error.message) : new RemoteError(reply.error));
  });

  return {
    call(method, request, options = {}) {
      if (gone !== null) return Promise.reject(new WorkerGoneError(gone));
      if (options.signal?.aborted === true) return Promise.reject(abortError());
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          port.postMessage({ type: "abort", id }, []);
        };
        const settle = (): void => {
          options.signal?.removeEventListener("abort", onAbort);
        };
        pending.set(id, {
          resolve: (result) => {
            settle();
            resolve(result);
          },
          reject: (reason) => {
            settle();
            reject(reason);
          },
          onEvent: (event) => options.onEvent?.(event),
        });
        options.signal?.addEventListener("abort", onAbort, { once: true });
        const message: CallMessage<S> = { type: "call", id, method, request };
        port.postMessage(message, options.transfer ?? []);
        heartbeat?.watch();
      });
    },
    close(reason) {
      gone ??= reason;
      for (const call of pending.values()) call.reject(new WorkerGoneError(reason));
      pending.clear();
      heartbeat?.rest();
    },
  };
}
