import { expect, it } from "vitest";
import { progressLines } from "./progress";

it("tells each new kind of work at once, its progress once a second, and how the run ended", () => {
  const lines: string[] = [];
  let now = 0;
  const show = progressLines((line) => lines.push(line), () => now);
  const at = (ms: number, busy: string | null, line: string, run: string | null = null): void => {
    now = ms;
    show({ busy, run, line, key: line });
  };
  at(0, null, "Load a train file first.");
  at(10, "reading", "Reading a.csv");
  at(400, "reading", "Reading b.csv");
  at(500, "training", "epoch 1 of 3");
  at(900, "training", "epoch 1 of 3 · 0:02 left");
  at(1600, "training", "epoch 2 of 3 · 0:01 left");
  at(2700, "training", "epoch 2 of 3 · 0:01 left");
  at(2710, null, "Finished: 3 epochs.", "finished");
  expect(lines).toEqual(["Reading a.csv", "epoch 1 of 3", "epoch 2 of 3 · 0:01 left", "Finished: 3 epochs."]);
});
