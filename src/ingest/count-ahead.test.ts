import { afterEach, describe, expect, it, vi } from "vitest";
import * as wholeNumbers from "../domain/features/whole-numbers";
import type { Column, Table } from "../domain/table";
import { CountingAhead } from "./count-ahead";

const whole = (name: string): Column => ({ kind: "numeric", name, values: Uint16Array.of(1, 2, 2), integer: true });
const others: Column[] = [
  { kind: "numeric", name: "f", values: Float64Array.of(1, 2, NaN), integer: true },
  { kind: "text", name: "t", codes: Int8Array.of(0, 0, 0), dictionary: ["x"] },
  { kind: "discarded", name: "d", distinct: 3 },
];

function table(columns: readonly Column[], rows = 3): Table {
  return { rows, columns };
}

const counted = () => vi.spyOn(wholeNumbers, "countAhead");

describe("counting ahead", () => {
  afterEach(() => vi.restoreAllMocks());

  it("takes the columns of whole numbers, after what waits to be done", async () => {
    const count = counted();
    const done = new CountingAhead().start(table([whole("a"), ...others, whole("b")]));
    expect(count).not.toHaveBeenCalled();
    await done;
    expect(count).toHaveBeenCalledTimes(2);
  });

  it("stops when it is told to, or another table comes", async () => {
    const count = counted();
    const counting = new CountingAhead();
    const stopped = counting.start(table([whole("a"), whole("b")]));
    counting.stop();
    await stopped;
    expect(count).not.toHaveBeenCalled();
    const older = counting.start(table([whole("a"), whole("b"), whole("c")]));
    await Promise.all([older, counting.start(table([whole("d")]))]);
    expect(count).toHaveBeenCalledOnce();
  });

  it("keeps no counts of very many columns, and does not begin with very many rows", async () => {
    const count = counted().mockReturnValue(16 * 1024 * 1024);
    const counting = new CountingAhead();
    await counting.start(table([whole("a"), whole("b"), whole("c")]));
    expect(count).toHaveBeenCalledTimes(2);
    await counting.start(table([whole("a")], 3_000_000));
    expect(count).toHaveBeenCalledTimes(2);
  });
});
