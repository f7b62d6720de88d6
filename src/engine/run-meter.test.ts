import { describe, expect, it } from "vitest";
import { EventOutbox } from "./event-outbox";
import { RunMeter } from "./run-meter";

describe("how far a run is", () => {
  it("tells nothing of time before anything was trained, then counts down by the measured rates", () => {
    const meter = new RunMeter({ epochs: 2, from: null, trainRows: 1000, evaluationRows: 500 });
    meter.evaluated(500, 50);
    expect(meter.read()).toMatchObject({ secondsLeft: null, rowsPerSecond: null });
    meter.trained(1000, 1000);
    // Training 1,000 rows/s, evaluation 10,000: left are 1,000 rows of training and 1,000 of evaluation.
    expect(meter.read().rowsPerSecond).toBe(1000);
    expect(meter.read().secondsLeft).toBeCloseTo(1 + 0.1, 9);
    meter.evaluated(500, 50);
    meter.trained(1000, 1000);
    meter.evaluated(500, 50);
    expect(meter.read()).toMatchObject({ done: 1, secondsLeft: 0 });
    expect(meter.spent()).toEqual({ trainMs: 2000, evaluateMs: 150 });
  });

  it("is done at once when there is nothing to do", () => {
    expect(new RunMeter({ epochs: 0, from: null, trainRows: 0, evaluationRows: 0 }).read().done).toBe(1);
  });

  it("counts what was done before the run went on as done, but not as time", () => {
    const meter = new RunMeter({ epochs: 10, from: 6, trainRows: 1000, evaluationRows: 0 });
    expect(meter.read().done).toBeCloseTo(0.6, 12);
    meter.trained(1000, 500);
    expect(meter.read().done).toBeCloseTo(0.7, 12);
    // Three epochs at 2,000 rows a second.
    expect(meter.read().secondsLeft).toBeCloseTo(1.5, 9);
    expect(meter.spent().trainMs).toBe(500);
    expect(new RunMeter({ epochs: 4, from: 4, trainRows: 10, evaluationRows: 10 }).read().done).toBe(1);
  });

  it("goes by the rate of the last seconds when the rate changes, and still tells that of the whole run", () => {
    const meter = new RunMeter({ epochs: 100, from: null, trainRows: 1000, evaluationRows: 0 });
    for (let epoch = 0; epoch < 40; epoch++) meter.trained(1000, 1000);
    for (let epoch = 0; epoch < 40; epoch++) meter.trained(1000, 500);
    expect(meter.read().rowsPerSecond).toBeCloseTo(80_000 / 60, 9);
    // Twenty epochs at nearly 2,000 rows a second.
    expect(meter.read().secondsLeft).toBeGreaterThan(10);
    expect(meter.read().secondsLeft).toBeLessThan(10.5);
  });
});

describe("the outbox of a run", () => {
  it("sends at most every 250 ms, keeps every epoch and only the latest progress", () => {
    let time = 0;
    const sent: string[][] = [];
    const outbox = new EventOutbox(
      (events) => sent.push(events.map((event) => (event.type === "progress" ? `at ${event.done}` : event.type))),
      () => time,
    );
    const progress = (done: number): void => {
      outbox.push({ type: "progress", runId: 1, phase: "training", epoch: 1, done, secondsLeft: null, rowsPerSecond: null });
    };
    progress(0);
    for (let i = 1; i <= 9; i++) {
      time = i * 50;
      outbox.push({ type: "batch-loss", runId: 1, at: i, loss: 1 });
      progress(i);
    }
    expect(sent).toEqual([["at 0"], ["batch-loss", "batch-loss", "batch-loss", "batch-loss", "batch-loss", "at 4"]]);
    outbox.flush();
    expect(sent.at(-1)).toEqual([...Array<string>(4).fill("batch-loss"), "at 9"]);
  });
});
