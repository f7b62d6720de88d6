import { describe, expect, it } from "vitest";
import { createClient } from "./client";
import { WorkerGoneError } from "./errors";
import { serve, type Handlers } from "./serve";

type EchoService = {
  double: { request: number; result: number; event: never };
  count: { request: number; result: string; event: number };
  fail: { request: null; result: never; event: never };
  wait: { request: null; result: never; event: never };
  lend: { request: null; result: Float32Array<ArrayBuffer>; event: never };
};

class MissingColumn extends Error {
  override name = "MissingColumn";
  readonly code = "missing-column";
}

const lent = new Float32Array([1, 2, 3]);

const handlers: Handlers<EchoService> = {
  double: (n) => n * 2,
  count: (n, { emit }) => {
    for (let i = 1; i <= n; i++) emit(i);
    return "counted";
  },
  fail: () => {
    throw new MissingColumn("no column y");
  },
  wait: (_request, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        const error = new Error("stopped waiting");
        error.name = "AbortError";
        reject(error);
      });
    }),
  lend: (_request, { transfer }) => {
    transfer(lent.buffer);
    return lent;
  },
};

function connect() {
  const { port1, port2 } = new MessageChannel();
  serve<EchoService>(port2, handlers);
  port1.start();
  port2.start();
  return { client: createClient<EchoService>(port1), end: () => port1.close() };
}

describe("a service over a port", () => {
  it("answers calls out of order of nothing but their ids", async () => {
    const { client, end } = connect();
    expect(await Promise.all([client.call("double", 1), client.call("double", 21)])).toEqual([2, 42]);
    end();
  });

  it("sends events before the result", async () => {
    const { client, end } = connect();
    const events: number[] = [];
    const result = await client.call("count", 3, { onEvent: (event) => events.push(event) });
    expect([events, result]).toEqual([[1, 2, 3], "counted"]);
    end();
  });

  it("rebuilds an error with its name, code, message and stack", async () => {
    const { client, end } = connect();
    const error: unknown = await client.call("fail", null).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "MissingColumn", code: "missing-column", message: "no column y" });
    expect((error as Error).stack).toContain("protocol.test");
    end();
  });

  it("stops a call that is aborted, and refuses one that was aborted before it began", async () => {
    const { client, end } = connect();
    const abort = new AbortController();
    const waiting = client.call("wait", null, { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError", message: "stopped waiting" });
    await expect(client.call("double", 1, { signal: abort.signal })).rejects.toMatchObject({ name: "AbortError" });
    end();
  });

  it("rejects every pending and later call when the worker is gone", async () => {
    const { client, end } = connect();
    const waiting = client.call("wait", null);
    client.close("The worker stopped.");
    await expect(waiting).rejects.toBeInstanceOf(WorkerGoneError);
    await expect(client.call("double", 1)).rejects.toThrow("The worker stopped.");
    end();
  });

  it("answers whether it lives while a call waits", async () => {
    const { port1, port2 } = new MessageChannel();
    serve<EchoService>(port2, handlers);
    const replies: unknown[] = [];
    port1.addEventListener("message", ({ data }) => replies.push(data));
    port1.start();
    port2.start();
    port1.postMessage({ type: "call", id: 1, method: "wait", request: null });
    port1.postMessage({ type: "ping" });
    await expect.poll(() => replies).toEqual([{ type: "pong" }]);
    port1.close();
  });

  it("moves buffers instead of copying them", async () => {
    const { client, end } = connect();
    expect([...(await client.call("lend", null))]).toEqual([1, 2, 3]);
    expect(lent.buffer.byteLength).toBe(0);
    end();
  });
});
