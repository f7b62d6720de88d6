import type { StepUnit } from "../domain/trainer";
import type { RunDesk } from "./run-desk";
import { isActive, type Run, type RunStatus, type Transport } from "./run-slice";

/** The buttons of the strip; one that does not fit the state of the run does nothing. */
export function createTransport(desk: RunDesk, train: (until: StepUnit | null) => void): Transport {
  const { get, update, control, wishes, services } = desk;
  const { trainer } = services;

  /** What is asked shows at once. */
  const ask = (run: Run, status: RunStatus, wish: { pausing?: boolean; stepping?: StepUnit }, call: Promise<void>): void => {
    wishes.pausing = wish.pausing ?? false;
    wishes.stepping = wish.stepping ?? null;
    update(run.id, () => ({ status }));
    control(run.id, call);
  };

  const step = (unit: StepUnit): void => {
    const { run } = get();
    if (run === null || !isActive(run)) train(unit);
    else if (run.status === "paused") ask(run, "running", { stepping: unit }, trainer.step(run.id, unit));
  };

  return {
    train: () => {
      train(null);
    },
    pause: () => {
      const { run } = get();
      if (run?.status === "running") ask(run, "paused", { pausing: true }, trainer.pause(run.id));
    },
    resume: () => {
      const { run } = get();
      if (run?.status === "paused") ask(run, "running", {}, trainer.resume(run.id));
    },
    stop: () => {
      const { run } = get();
      if (run !== null && isActive(run)) ask(run, "stopping", {}, trainer.stop(run.id));
    },
    stepBatch: () => {
      step("batch");
    },
    stepEpoch: () => {
      step("epoch");
    },
  };
}
