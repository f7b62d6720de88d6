import type { Portion } from "../protocol/ingest-service";
import { messageOf } from "./run-desk";

/** One look at the data: what was asked, how far it is, and what came of it. */
export interface Look<Question, Answer> {
  readonly status: "unseen" | "looking" | "ready" | "failed";
  /** What was asked last. */
  readonly question: Question | null;
  /** How much of the answer is ready, where that is told. */
  readonly portion: Portion | null;
  /** Why there is no answer. */
  readonly error: string | null;
  /** The last answer with its question; it stays in sight while the next one is looked for. */
  readonly answer: { readonly question: Question; readonly value: Answer } | null;
}

export const UNSEEN: Look<never, never> = { status: "unseen", question: null, portion: null, error: null, answer: null };

export interface Watching {
  readonly signal: AbortSignal;
  readonly onEvent: (portion: Portion) => void;
}

/** Looks at one thing at a time: of the questions that come while one is in flight, only the last is asked. */
export interface Looker<Question> {
  look(question: Question): void;
  /** Gives up what is in flight and what waits; nothing more is shown of them. */
  stop(): void;
}

export interface LookerParts<Question, Answer> {
  ask(question: Question, watching: Watching): Promise<Answer>;
  show(change: Partial<Look<Question, Answer>>): void;
}

export function createLooker<Question, Answer>({ ask, show }: LookerParts<Question, Answer>): Looker<Question> {
  let inFlight: AbortController | null = null;
  let next: { readonly question: Question } | null = null;

  const askNow = async (question: Question): Promise<void> => {
    const abort = new AbortController();
    const { signal } = abort;
    inFlight = abort;
    const tell = (change: Partial<Look<Question, Answer>>): void => {
      if (!signal.aborted) show(change);
    };
    try {
      const value = await ask(question, { signal, onEvent: (portion) => { tell({ portion }); } });
      tell({ status: "ready", portion: null, answer: { question, value } });
    } catch (reason) {
      tell({ status: "failed", portion: null, error: messageOf(reason) });
    }
    inFlight = null;
    const waiting = next;
    next = null;
    if (waiting !== null) void askNow(waiting.question);
  };

  return {
    look: (question) => {
      show({ status: "looking", question, portion: null, error: null });
      if (inFlight === null) {
        void askNow(question);
      } else {
        next = { question };
        inFlight.abort();
      }
    },
    stop: () => {
      next = null;
      inFlight?.abort();
    },
  };
}
