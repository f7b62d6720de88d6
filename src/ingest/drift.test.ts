import { describe, expect, it } from "vitest";
import type { ResolvedTreatment } from "../domain/features/plan";
import type { PreparationSpec } from "../domain/prepared";
import { DEFAULT_READ_RULES } from "../domain/reading";
import { SPLITS, type PerSplit } from "../domain/split";
import { createIngestService, type Ingest } from "./ingest-service";
import { localReader } from "./readers/local-reader";

function treated(column: string, encoding: ResolvedTreatment["encoding"] = { type: "numeric" }): ResolvedTreatment {
  return { column, missing: { type: "drop-row" }, transform: [], encoding };
}

const SPEC: PreparationSpec = {
  label: { column: "y", positive: ["1"] },
  features: [treated("a"), treated("host", { type: "one-hot", max: 4 })],
  scaler: "standard",
  fitOn: "train",
};

async function filled(texts: PerSplit<string>): Promise<Ingest> {
  const ingest = createIngestService(localReader);
  for (const split of SPLITS) {
    const file = new File([texts[split]], `${split}.csv`);
    await ingest.read({ split, file, rules: DEFAULT_READ_RULES }, { signal: new AbortController().signal, emit: () => undefined });
  }
  return ingest;
}

/** The second row of train has no value of "a", the last one of test no label: neither is in a matrix. */
const TEXTS = {
  train: "a,host,y\n1,web,0\n,mail,0\n3,web,1\n",
  validation: "a,host,y\n1,web,0\n3,web,1\n",
  test: "a,host,y\n1,web,0\n9,mail,1\n9,mail,\n",
};

function watcher(signal = new AbortController().signal) {
  return { signal, emit: () => undefined };
}

describe("drift of what is loaded", () => {
  it("is of the rows of the newest matrices with their labels, of every feature, though the labels went to the page", async () => {
    const ingest = await filled(TEXTS);
    const outcome = await ingest.prepare(SPEC);
    if (outcome.status === "refused") throw new Error(outcome.problem.message);
    // As the worker does when it answers.
    for (const { x, y } of Object.values(outcome.data.splits)) structuredClone(null, { transfer: [x.buffer, y.buffer] });
    const answer = await ingest.drift(watcher());
    expect(answer.map(({ name, kind, against }) => [name, kind, against])).toEqual([
      ["a", "number", "validation"],
      ["host", "category", "validation"],
      ["a", "number", "test"],
      ["host", "category", "test"],
    ]);
    const [same, sameHost, moved, movedHost] = answer;
    expect(same?.all).toMatchObject({ referenceRows: 2, currentRows: 2, ks: 0, wasserstein: 0 });
    expect(sameHost?.all).toMatchObject({ jsDistance: 0, unseenShare: 0 });
    expect(moved).toMatchObject({ all: { ks: 0.5, wasserstein: 3 }, withinNegative: { ks: 0 }, withinPositive: { ks: 1, wasserstein: 6 } });
    // The row of train with mail is not in the matrix.
    expect(movedHost?.withinPositive).toMatchObject({ unseenShare: 1, categories: 2 });
  });

  it("is refused where the data has changed since, and can be given up", async () => {
    const ingest = await filled(TEXTS);
    await expect(ingest.drift(watcher())).rejects.toMatchObject({ code: "data-changed" });
    await ingest.prepare(SPEC);
    await expect(ingest.drift(watcher(AbortSignal.abort()))).rejects.toMatchObject({ name: "AbortError" });
    await ingest.forget({ split: "test" });
    await expect(ingest.drift(watcher())).rejects.toMatchObject({ code: "data-changed" });
  });

  it("tells how far it is, and lets others have their turn", async () => {
    const row = (index: number): string => `${(index * 0.37) % 91},${index % 3 === 0 ? "web" : "mail"},${index % 2}\n`;
    const text = `a,host,y\n${Array.from({ length: 60_000 }, (_, index) => row(index)).join("")}`;
    const ingest = await filled({ train: text, validation: text, test: text });
    await ingest.prepare(SPEC);
    const controller = new AbortController();
    const running = ingest.drift(watcher(controller.signal));
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    const answer = await ingest.drift(watcher());
    expect(answer.every(({ all }) => all.referenceRows === 60_000 && all.jsDistance === 0)).toBe(true);
  });
});
