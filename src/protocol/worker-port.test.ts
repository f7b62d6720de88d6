import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WorkerGoneError } from "./errors";
import { connectWorker, type WorkerPort } from "./worker-port";

type EchoService = { double: { request: number; result: number; event: string } };

/** Answers nothing by itself. */
class SilentWorker implements WorkerPort {
  readonly #target = new EventTarget();
  readonly heard: { type: string; id?: number }[] = [];
  ended = false;
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#target.addEventListener(type, (event) => {
      listener(event as never);
    });
  }
  postMessage(message: { type: string; id?: number }): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  says(data: unknown): void {
    this.#target.dispatchEvent(new MessageEvent("message", { data }));
  }
  fails(message: string): void {
    this.#target.dispatchEvent(Object.assign(new Event("error"), { message }));
  }
  answers(result: number): void {
    this.says({ type: "result", id: this.heard.findLast(({ type }) => type === "call")?.id, result });
  }
  pings(): number {
    return this.heard.filter(({ type }) => type === "ping").length;
  }
}

const PATIENCE = { silenceMs: 400, lookMs: 100, looks: 3, firstLooks: 20 };
/** Long enough for a silence to be noticed, however it falls on the looks. */
const TOO_LONG = 2 * PATIENCE.silenceMs + (PATIENCE.looks + 1) * PATIENCE.lookMs;

function connect() {
  const workers: SilentWorker[] = [];
  const client = connectWorker<EchoService>({
    spawn: () => {
      const worker = new SilentWorker();
      workers.push(worker);
      return worker;
    },
    what: "The worker",
    patience: PATIENCE,
  });
  const last = (): SilentWorker => workers.at(-1) ?? new SilentWorker();
  return { client, workers, last };
}

/** A call, and how it ended so far. */
function watched(call: Promise<number>): { outcome: unknown } {
  const watch: { outcome: unknown } = { outcome: null };
  call.then(
    (result) => (watch.outcome = result),
    (reason: unknown) => (watch.outcome = reason),
  );
  return watch;
}

describe("a worker", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("that fails rejects what waits on it; the next call starts a new one", async () => {
    const { client, workers, last } = connect();
    const waiting = client.call("double", 1);
    last().fails("out of memory");
    await expect(waiting).rejects.toThrow("The worker stopped working (out of memory).");
    await expect(waiting).rejects.toBeInstanceOf(WorkerGoneError);
    expect(workers.map(({ ended }) => ended)).toEqual([true]);
    const again = client.call("double", 2);
    last().answers(4);
    expect(await again).toBe(4);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  });

  it("that was killed without a word counts as gone once it leaves a question unanswered", async () => {
    const { client, workers, last } = connect();
    const first = client.call("double", 1);
    last().answers(2);
    await first;
    const lost = watched(client.call("double", 1));
    await vi.advanceTimersByTimeAsync(PATIENCE.silenceMs);
    expect(last().pings()).toBe(1);
    expect(lost.outcome).toBeNull();
    await vi.advanceTimersByTimeAsync(TOO_LONG);
    expect(lost.outcome).toEqual(new WorkerGoneError("The worker no longer answers."));
    expect(workers[0]?.ended).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("that answers in the end, or tells of its progress, is left alone however long it takes", async () => {
    const { client, last } = connect();
    const slow = watched(client.call("double", 1));
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(PATIENCE.silenceMs + 2 * PATIENCE.lookMs);
      last().says(i % 2 === 0 ? { type: "pong" } : { type: "event", id: 1, event: "on it" });
    }
    expect(last().ended).toBe(false);
    last().answers(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(slow.outcome).toBe(2);
  });

  it("has more time before its first word, while it loads", async () => {
    const { client, last } = connect();
    const call = watched(client.call("double", 1));
    await vi.advanceTimersByTimeAsync(TOO_LONG);
    expect(call.outcome).toBeNull();
    await vi.advanceTimersByTimeAsync(PATIENCE.firstLooks * PATIENCE.lookMs);
    expect(call.outcome).toBeInstanceOf(WorkerGoneError);
    expect(last().ended).toBe(true);
  });

  it("is not asked anything, and no timer runs, while nothing waits on it", async () => {
    const { client, last } = connect();
    expect(vi.getTimerCount()).toBe(0);
    const call = client.call("double", 1);
    last().answers(2);
    await call;
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10 * TOO_LONG);
    expect(last().pings()).toBe(0);
  });

  it("that was closed is not started again", async () => {
    const { client, workers } = connect();
    client.close("The page is closing.");
    await expect(client.call("double", 1)).rejects.toThrow("The page is closing.");
    expect(workers.map(({ ended }) => ended)).toEqual([true]);
  });
});
