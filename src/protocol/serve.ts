import { toWireError } from "./errors";
import type { AbortMessage, CallMessage, PingMessage, ReplyMessage, Service } from "./messages";
import type { Port } from "./port";

export interface CallContext<Event> {
  readonly signal: AbortSignal;
  emit(event: Event): void;
  /** Marks buffers of the result that are moved, not copied, to the caller. */
  transfer(...items: Transferable[]): void;
}

export type Handlers<S extends Service<S>> = {
  readonly [M in keyof S]: (
    request: S[M]["request"],
    context: CallContext<S[M]["event"]>,
  ) => S[M]["result"] | Promise<S[M]["result"]>;
};

/** The answering side of a service: runs handlers, sends events, results and errors back. */
export function serve<S extends Service<S>>(port: Port, handlers: Handlers<S>): void {
  const running = new Map<number, AbortController>();

  const reply = (body: ReplyMessage, transfer: Transferable[] = []): void => {
    port.postMessage(body, transfer);
  };

  const answer = async (message: CallMessage<S>): Promise<void> => {
    const { id, method, request } = message;
    const controller = new AbortController();
    const transfers: Transferable[] = [];
    running.set(id, controller);
    try {
      const result = await handlers[method](request, {
        signal: controller.signal,
        emit: (event) => {
          reply({ type: "event", id, event });
        },
        transfer: (...items) => {
          transfers.push(...items);
        },
      });
      reply({ type: "result", id, result }, transfers);
    } catch (reason) {
      reply({ type: "error", id, error: toWireError(reason) });
    } finally {
      running.delete(id);
    }
  };

  port.addEventListener("message", (event: MessageEvent<CallMessage<S> | AbortMessage | PingMessage>) => {
    const message = event.data;
    if (message.type === "ping") reply({ type: "pong" });
    else if (message.type === "abort") running.get(message.id)?.abort();
    else void answer(message);
  });
}
