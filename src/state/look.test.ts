import { describe, expect, it } from "vitest";
import { createLooker, UNSEEN, type Look, type Looker, type Watching } from "./look";

interface Call {
  readonly question: string;
  readonly watching: Watching;
  resolve(value: string): void;
  reject(reason: Error): void;
}

/** A looker whose answers come when the test says so. */
function desk(): { readonly calls: readonly Call[]; readonly looker: Looker<string>; look(): Look<string, string> } {
  const calls: Call[] = [];
  let look: Look<string, string> = UNSEEN;
  const looker = createLooker<string, string>({
    ask: (question, watching) => new Promise((resolve, reject) => calls.push({ question, watching, resolve, reject })),
    show: (change) => {
      look = { ...look, ...change };
    },
  });
  return { calls, looker, look: () => look };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("createLooker", () => {
  it("shows that it looks, how far it is, and the answer with its question", async () => {
    const { calls, looker, look } = desk();
    looker.look("a");
    expect(look()).toMatchObject({ status: "looking", question: "a", portion: null, answer: null });
    calls[0]?.watching.onEvent({ done: 1, total: 3 });
    expect(look().portion).toEqual({ done: 1, total: 3 });
    calls[0]?.resolve("A");
    await settled();
    expect(look()).toMatchObject({ status: "ready", portion: null, answer: { question: "a", value: "A" } });
  });

  it("keeps one question in flight, and asks only the last of those that come meanwhile", async () => {
    const { calls, looker, look } = desk();
    for (const question of ["a", "b", "c"]) looker.look(question);
    expect(calls.map(({ question }) => question)).toEqual(["a"]);
    expect(calls[0]?.watching.signal.aborted).toBe(true);
    calls[0]?.resolve("A");
    await settled();
    expect(calls.map(({ question }) => question)).toEqual(["a", "c"]);
    expect(look()).toMatchObject({ status: "looking", question: "c", answer: null });
    calls[1]?.resolve("C");
    await settled();
    expect(look().answer).toEqual({ question: "c", value: "C" });
  });

  it("keeps the last answer in sight while the next is looked for", async () => {
    const { calls, looker, look } = desk();
    looker.look("a");
    calls[0]?.resolve("A");
    await settled();
    looker.look("b");
    expect(look()).toMatchObject({ status: "looking", question: "b", answer: { question: "a", value: "A" } });
  });

  it("says why there is no answer, and takes the next question", async () => {
    const { calls, looker, look } = desk();
    looker.look("a");
    calls[0]?.reject(new Error("The data worker stopped working."));
    await settled();
    expect(look()).toMatchObject({ status: "failed", error: "The data worker stopped working." });
    looker.look("a");
    expect(look()).toMatchObject({ status: "looking", error: null });
    expect(calls).toHaveLength(2);
  });

  it("shows nothing more of what was stopped, and asks what comes after", async () => {
    const { calls, looker, look } = desk();
    looker.look("a");
    looker.look("b");
    looker.stop();
    looker.look("c");
    calls[0]?.reject(new Error("aborted"));
    await settled();
    expect(calls.map(({ question }) => question)).toEqual(["a", "c"]);
    expect(look()).toMatchObject({ status: "looking", question: "c", error: null });
  });
});
