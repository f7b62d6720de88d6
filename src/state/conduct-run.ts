import type { EngineChoice, EngineOption } from "../domain/engine-identity";
import { applyRows } from "../domain/features/apply";
import { withChanges } from "../domain/run-changes";
import type { RunConfig } from "../domain/run-config";
import type { RunEvent, RunOutcome, RunRequest, RunStart, StepUnit, Trainer } from "../domain/trainer";
import { keepCheckpoints, startAt } from "./checkpoints";
import type { PreparedMeta } from "./preparation-slice";
import { codeOf, givenUpWords, lossOf, Recovery, recoveryWords } from "./recovery";
import type { RunDesk } from "./run-desk";
import { applyEvents, cutAfter } from "./run-events";
import type { Run, RunResults } from "./run-slice";

/** A run that is to be conducted. */
export interface Order {
  readonly id: number;
  /** As of the very first epoch, also when the run goes on from a later one. */
  readonly config: RunConfig;
  readonly engine: EngineChoice;
  readonly start: RunStart;
  readonly until: StepUnit | null;
}

/** Conducts a run from its matrices to its results; whatever happens ends up in the state. */
export async function conductRun(desk: RunDesk, order: Order): Promise<void> {
  try {
    await new Conductor(desk, order).conduct();
  } catch (reason) {
    desk.fail(order.id, reason);
  }
}

/** A run that was taken up again too often, or that nothing can take up. */
class GivenUpError extends Error {
  override name = "GivenUpError";
  readonly code: string;

  constructor(reason: unknown, times: number) {
    super(givenUpWords(reason, times), { cause: reason });
    this.code = codeOf(reason);
  }
}

class Conductor {
  readonly #desk: RunDesk;
  readonly #order: Order;
  readonly #trainer: Trainer;
  readonly #recovery = new Recovery();
  #request: RunRequest;
  /** The engine of the attempt under way, as far as it is known. */
  #engine: EngineChoice;
  /** Whether the trainer has lost the matrices. */
  #bare = false;

  constructor(desk: RunDesk, order: Order) {
    this.#desk = desk;
    this.#order = order;
    this.#trainer = desk.services.trainer;
    const { id, config, engine, start, until } = order;
    this.#request = { runId: id, config: withChanges(config, desk.run(id)?.changes ?? []), engine, start, until };
    this.#engine = engine;
  }

  async conduct(): Promise<void> {
    const { update, run, get, services } = this.#desk;
    const { id } = this.#order;
    const data = await get().prepared();
    update(id, () => ({ data }));
    if (run(id)?.status === "stopping") {
      update(id, () => ({ status: "stopped" }));
      return;
    }
    const outcome = await this.#train(data);
    update(id, () => ({ outcome, engine: outcome.engine }));
    if (outcome.status === "finished" && outcome.reason !== null) this.#desk.note(id, outcome.reason);
    get().noteTime("trainMs", outcome.trainMs);
    const started = services.now();
    const results = await this.#results(outcome, data);
    get().noteTime("evaluateMs", outcome.evaluateMs + services.now() - started);
    update(id, () => ({ status: outcome.status, results, error: divergence(outcome) }));
  }

  /** Trains to the end, however often something is lost on the way. */
  async #train(data: PreparedMeta): Promise<RunOutcome> {
    for (;;) {
      try {
        return await this.#attempt(data);
      } catch (reason) {
        await this.#takeUpAgain(reason);
      }
    }
  }

  async #attempt(data: PreparedMeta): Promise<RunOutcome> {
    await this.#refill(data);
    let live = true;
    this.#engine = this.#request.engine;
    const running = this.#trainer.run(this.#request, (events) => {
      if (live) this.#take(events.filter(({ runId }) => runId === this.#order.id));
    });
    if (this.#recovery.times > 0) this.#askAgain();
    try {
      return await running;
    } finally {
      live = false;
    }
  }

  async #refill(data: PreparedMeta): Promise<void> {
    if (this.#bare) await this.#desk.get().loadAgain(data);
    this.#bare = false;
  }

  #take(events: readonly RunEvent[]): void {
    const { run, get, update, shelf, wishes } = this.#desk;
    const { id, config, engine } = this.#order;
    const before = run(id);
    if (before === null) return;
    const { pausing } = wishes;
    for (const event of events) {
      if (event.type === "engine") this.#engine = event.engine.name;
      if (event.type === "change") wishes.changes.delete(event.change.field);
      if (event.type === "progress" && event.phase === "paused") {
        wishes.pausing = false;
        wishes.stepping = null;
      }
    }
    const hasEpochs = events.some(({ type }) => type === "epoch");
    if (hasEpochs) {
      keepCheckpoints(shelf, events, before.history, config);
      get().sampleHeap();
    }
    update(id, (now) => ({
      ...applyEvents(now, events, pausing),
      checkpoints: hasEpochs ? shelf.list() : now.checkpoints,
    }));
    // The trainer has measured the engines for this run, and remembers it.
    if (engine === "auto" && this.#recovery.times === 0 && events.some(({ type }) => type === "engine")) void get().rankEngines();
  }

  /** Makes the request of the next attempt. @throws what was lost, when that was once too often or is no loss at all */
  async #takeUpAgain(reason: unknown): Promise<void> {
    const { run, shelf, update, wishes } = this.#desk;
    const { id, config, start } = this.#order;
    const before = run(id);
    const last = shelf.last();
    if (before === null) throw reason;
    const epoch = epochInHand(before, last?.epoch ?? null);
    const engine = await this.#nextEngine(reason, { epoch, from: last?.epoch ?? null });
    const kept = cutAfter(before, last?.epoch ?? -1);
    const undone = before.changes.slice(kept.changes.length).map(({ field, to }) => [field, to] as const);
    wishes.changes = new Map([...undone, ...wishes.changes]);
    update(id, () => kept);
    this.#request = {
      runId: id,
      config: withChanges(config, kept.changes),
      engine,
      start: last === null ? start : startAt(last, shelf, kept.history, config),
      until: wishes.stepping,
    };
  }

  /** Notes what was lost, and finds the engine to go on with. @throws when there is none, or nothing was lost */
  async #nextEngine(reason: unknown, place: { epoch: number | null; from: number | null }): Promise<EngineChoice> {
    const loss = lossOf(reason);
    const lost = this.#engine;
    const options = await this.#options();
    const { times } = this.#recovery;
    if (loss === null && (times === 0 || codeOf(reason) !== "engine-unavailable")) throw reason;
    const engine = loss === null ? this.#recovery.unavailable(lost, options) : this.#recovery.next(loss, lost, options);
    if (engine === null) throw new GivenUpError(reason, this.#recovery.times);
    if (loss === "worker" || loss === "matrices") this.#bare = true;
    if (loss !== "matrices") {
      this.#desk.note(this.#order.id, recoveryWords({ loss: loss ?? "engine", lost, engine, ...place }));
    }
    return engine;
  }

  async #options(): Promise<readonly EngineOption[]> {
    const { engines } = this.#desk.get();
    return engines.length > 0 ? engines : this.#trainer.engines().catch(() => []);
  }

  /** What was asked of the attempt that was lost counts for the next one, too. */
  #askAgain(): void {
    const { run, wishes, control, change } = this.#desk;
    const { id } = this.#order;
    const status = run(id)?.status;
    if (status === "stopping") control(id, this.#trainer.stop(id));
    if (status === "paused") control(id, this.#trainer.pause(id));
    for (const [field, value] of wishes.changes) change(id, field, value);
  }

  /** The final figures. An engine that is lost here is taken up again once, with the weights that the run ended with. */
  async #results(outcome: RunOutcome, data: PreparedMeta): Promise<RunResults> {
    const { trainer } = this.#desk.services;
    try {
      return await resultsOf(trainer, outcome, data);
    } catch (reason) {
      this.#engine = outcome.engine.name;
      const engine = await this.#nextEngine(reason, { epoch: null, from: outcome.weightsEpoch });
      await this.#refill(data);
      const config = { ...outcome.config, epochs: 0 };
      const start: RunStart = { kind: "weights", weights: outcome.weights };
      await trainer.run({ runId: this.#order.id, config, engine, start, until: null }, () => undefined);
      return resultsOf(trainer, outcome, data);
    }
  }
}

/** The epoch that a run was in; null after the last. */
function epochInHand({ progress, config }: Run, last: number | null): number | null {
  if (last === config.epochs) return null;
  return Math.max(progress?.epoch ?? 0, last === null ? 0 : last + 1);
}

function divergence({ status, reason }: RunOutcome): Run["error"] {
  if (status !== "diverged") return null;
  return { code: "diverged", message: reason ?? "The loss is no longer a finite number. Lower the learning rate." };
}

async function resultsOf(trainer: Trainer, outcome: RunOutcome, data: PreparedMeta): Promise<RunResults> {
  const figures = await trainer.evaluate(outcome.config.threshold);
  const golden = applyRows(data.fitted.columns, data.goldenRows);
  const probabilities = await trainer.predict(golden, data.goldenRows.length);
  return { figures, intervals: null, goldenProbabilities: [...probabilities], memory: await trainer.memory() };
}
