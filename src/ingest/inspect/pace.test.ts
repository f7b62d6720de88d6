import { describe, expect, it } from "vitest";
import type { Stepwise } from "../../domain/inspect/stepwise";
import { atPace } from "./pace";

function* steps(count: number, done: string[]): Stepwise<string> {
  for (let step = 0; step < count; step++) {
    done.push(`step ${step}`);
    yield step / count;
  }
  return "result";
}

/** A clock that goes on by so many milliseconds each time it is read. */
function clock(byMs: number): () => number {
  let time = 0;
  return () => (time += byMs);
}

const signal = new AbortController().signal;

describe("atPace", () => {
  it("does the work, and tells how much is done", async () => {
    const told: number[] = [];
    const result = await atPace(steps(10, []), { signal, emit: ({ done, total }) => told.push(done / total) }, clock(60));
    expect(result).toBe("result");
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it("lets messages through between steps", async () => {
    const done: string[] = [];
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise<void>((resolve) => {
      port1.onmessage = () => {
        done.push("message");
        resolve();
      };
    });
    port2.postMessage(null);
    await atPace(steps(400, done), { signal, emit: () => undefined }, clock(60));
    await heard;
    port1.close();
    expect(done.indexOf("message")).toBeLessThan(done.indexOf("step 399"));
  });

  it("stops between two steps when it is given up", async () => {
    const abort = new AbortController();
    const done: string[] = [];
    const work = atPace(steps(1000, done), { signal: abort.signal, emit: () => { abort.abort(); } }, clock(60));
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(done.length).toBeLessThan(10);
    await expect(atPace(steps(3, []), { signal: abort.signal, emit: () => undefined })).rejects.toMatchObject({ name: "AbortError" });
  });
});
