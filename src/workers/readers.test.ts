import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_READ_RULES, type ReadProgress } from "../domain/reading";
import { readForOthers } from "../ingest/readers/read-for-others";
import { remoteReader, type ReaderService } from "../ingest/readers/remote-reader";
import { createClient } from "../protocol/client";
import { serve } from "../protocol/serve";

/** With a column of mostly empty cells, so that the test is quick. */
const text = `a,b,c\n${Array.from({ length: 200_000 }, (_, i) => `${i},${i % 20_000 === 7 ? "x" : ""},${i / 8}`).join("\n")}\n`;

const job = (content: string) => ({ split: "train" as const, file: new File([content], "data.csv"), rules: DEFAULT_READ_RULES, fingerprint: true });

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

/** A reader at the other end of a port, as in a worker, with the tables that it has handed over. */
function connect() {
  const { port1, port2 } = new MessageChannel();
  const handedOver: ArrayBuffer[] = [];
  serve<ReaderService>(port2, {
    read: (request, context) =>
      readForOthers(request, {
        signal: context.signal,
        emit: context.emit,
        transfer: (...items) => {
          for (const item of items) if (item instanceof ArrayBuffer) handedOver.push(item);
          context.transfer(...items);
        },
      }),
  });
  port1.start();
  port2.start();
  ends.push(() => port1.close());
  const client = createClient<ReaderService>(port1);
  return { client, reader: remoteReader(client), handedOver };
}

describe("a reader at the other end of a port", () => {
  it("gives the table that was read, its columns moved and not copied", async () => {
    const { reader, handedOver } = connect();
    const progress: ReadProgress[] = [];
    const outcome = await reader.read(job(text), {
      signal: new AbortController().signal,
      onProgress: (each) => progress.push(each),
    });
    if (outcome.status === "refused") throw new Error("refused");
    expect(outcome.summary).toMatchObject({ rows: 200_000, rejectedRows: 0 });
    const [a, b, c] = outcome.table.columns;
    if (a?.kind !== "numeric" || b?.kind !== "text" || c?.kind !== "numeric") throw new Error("other kinds");
    expect([a.values[199_999], b.dictionary[b.codes[7] ?? -1], c.values[4]]).toEqual([199_999, "x", 0.5]);
    expect(handedOver.map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
    expect(progress.at(-1)).toMatchObject({ split: "train", rows: 200_000 });
  });

  it("says what is wrong with a file", async () => {
    const { reader } = connect();
    const outcome = await reader.read(job(""), { signal: new AbortController().signal, onProgress: () => undefined });
    expect(outcome).toMatchObject({ status: "refused", problems: [{ code: "empty-file" }] });
  });

  it("stops when it is told to", async () => {
    const { reader } = connect();
    const abort = new AbortController();
    const reading = reader.read(job(text.repeat(8)), { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });

  it("refuses its file with words when it is gone", async () => {
    const { reader, client } = connect();
    const reading = reader.read(job(text), { signal: new AbortController().signal, onProgress: () => undefined });
    client.close("The reader stopped working.");
    const outcome = await reading;
    expect(outcome).toMatchObject({ status: "refused", problems: [{ code: "unreadable", file: "data.csv" }] });
    expect(outcome.problems[0]?.remedy).not.toBe("");
  });
});
