import type { WireError } from "./messages";

/** An error that happened on the other side of a port, with its own name, code and stack. */
export class RemoteError extends Error {
  readonly code: string;

  constructor(wire: WireError) {
    super(wire.message);
    this.name = wire.name;
    this.code = wire.code;
    if (wire.stack !== null) this.stack = wire.stack;
  }
}

/** The worker itself failed or ended; every call that waited on it gets this. */
export class WorkerGoneError extends Error {
  override name = "WorkerGoneError";
  readonly code = "worker-gone";
}

export function toWireError(reason: unknown): WireError {
  if (reason instanceof Error) {
    const code = "code" in reason && typeof reason.code === "string" ? reason.code : "internal";
    return { code, name: reason.name, message: reason.message, stack: reason.stack ?? null };
  }
  return { code: "internal", name: "Error", message: String(reason), stack: null };
}

export function abortError(message = "Cancelled."): Error {
  const error = new Error(message);
  error.name = "AbortError";
  return error;
}
