/** One method of a service: what is asked, what is answered, and what is told on the way. */
export interface Method {
  readonly request: unknown;
  readonly result: unknown;
  readonly event: unknown;
}

/** A service is a map of methods; every other type of the protocol follows from it. */
export type Service<S> = { readonly [M in keyof S]: Method };

export interface CallMessage<S extends Service<S>, M extends keyof S = keyof S> {
  readonly type: "call";
  readonly id: number;
  readonly method: M;
  readonly request: S[M]["request"];
}

export interface AbortMessage {
  readonly type: "abort";
  readonly id: number;
}

/** Asks for a sign of life; whatever the other side does, it answers between two portions of its work. */
export interface PingMessage {
  readonly type: "ping";
}

/** An error in a form that crosses a port with nothing lost that a person needs. */
export interface WireError {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
}

export type ReplyMessage =
  | { readonly type: "pong" }
  | { readonly type: "event"; readonly id: number; readonly event: unknown }
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: WireError };
