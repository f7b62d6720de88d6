import type { Block } from "../../../domain/model-spec";
import type { Weights } from "../../../domain/weights";
import type { Part, PerPart, Rows, StepSettings } from "../../backend";
import type { Deal } from "./deal";

/** A member's share of a part. */
export interface Share {
  /** `[rows, features]` */
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Uint8Array<ArrayBuffer>;
}

/** What a member holds. */
export interface MemberSize {
  readonly bytes: number;
  readonly allocations: number;
}

/** The parameter vector, when it has changed since the member last got it. */
type Parameters = Float32Array<ArrayBuffer> | null;

/** What member 0 asks of another member, and what that answers. */
export interface MemberProtocol {
  start: { request: { readonly module: WebAssembly.Module }; reply: null };
  load: {
    request: { readonly features: number; readonly deal: Deal; readonly shares: PerPart<Share> };
    reply: MemberSize;
  };
  compile: { request: { readonly blocks: readonly Block[]; readonly weights: Weights }; reply: MemberSize };
  accumulate: {
    request: {
      readonly parameters: Parameters;
      /** Forgets the sums of a step that was cut short, first. */
      readonly clear: boolean;
      /** Rows by their numbers in train; the member takes those that are its own. */
      readonly work: { readonly rows: Rows; readonly step: StepSettings } | null;
      /** Hands over the summed gradients, and clears them. */
      readonly take: boolean;
    };
    reply: {
      /** Sum of the losses of its rows. */
      readonly loss: number;
      readonly gradients: Float32Array<ArrayBuffer> | null;
    };
  };
  logits: {
    /** Neighbours among the member's own rows. */
    request: { readonly parameters: Parameters; readonly part: Part; readonly start: number; readonly count: number };
    reply: Float32Array<ArrayBuffer>;
  };
}

export type MemberMethod = keyof MemberProtocol;

export interface MemberMessage<M extends MemberMethod = MemberMethod> {
  readonly method: M;
  readonly request: MemberProtocol[M]["request"];
}

/** Answers come in the order of the messages. */
export type MemberReply = { readonly result: unknown } | { readonly error: string };

/** The side of a worker that its starter sees; `Worker` is one. */
export interface MemberPort {
  postMessage(message: MemberMessage, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<MemberReply>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}
