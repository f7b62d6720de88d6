import { ENGINE_TITLES, type EngineChoice, type EngineName, type EngineOption } from "../domain/engine-identity";

/** The most times that a run is taken up again by itself. */
const MOST_RECOVERIES = 3;
/** Losses of an engine after which another one takes its place. */
const LOSSES_TOO_MANY = 2;
/** Which engine takes the place of one that was lost: the least likely to be lost as well comes first. */
const SUBSTITUTES: readonly EngineName[] = ["wasm", "webgl", "cpu"];

/** What was lost: an engine, the worker that all engines are in, or the matrices alone (the worker was started anew unseen). */
export type Loss = "engine" | "worker" | "matrices";

/** What kind of loss an error stands for; null where going on would not help. */
export function lossOf(reason: unknown): Loss | null {
  switch (codeOf(reason)) {
    case "engine-lost":
      return "engine";
    case "worker-gone":
      return "worker";
    case "no-data":
      return "matrices";
    default:
      return null;
  }
}

export function codeOf(reason: unknown): string {
  return reason instanceof Error && "code" in reason && typeof reason.code === "string" ? reason.code : "internal";
}

/** Counts what a run has lost, and says on which engine it goes on: the same one once, then another. */
export class Recovery {
  readonly #losses = new Map<EngineName, number>();
  #times = 0;

  get times(): number {
    return this.#times;
  }

  /**
   * @param engine the engine that was in use, or asked for; "auto" when none was chosen yet
   * @param options what this machine offers
   * @returns the engine to go on with; null when it is enough
   */
  next(loss: Loss, engine: EngineChoice, options: readonly EngineOption[]): EngineChoice | null {
    this.#times++;
    if (this.#times > MOST_RECOVERIES) return null;
    if (loss === "matrices" || engine === "auto") return engine;
    const losses = (this.#losses.get(engine) ?? 0) + 1;
    this.#losses.set(engine, losses);
    return losses < LOSSES_TOO_MANY ? engine : this.#substitute(options);
  }

  /** The engine could not be had again after it was lost. */
  unavailable(engine: EngineChoice, options: readonly EngineOption[]): EngineChoice | null {
    if (engine === "auto") return null;
    this.#losses.set(engine, LOSSES_TOO_MANY);
    return this.#substitute(options);
  }

  #substitute(options: readonly EngineOption[]): EngineName | null {
    const fit = (name: EngineName): boolean =>
      (this.#losses.get(name) ?? 0) < LOSSES_TOO_MANY &&
      options.some(({ choice, available }) => choice === name && available);
    return SUBSTITUTES.find(fit) ?? null;
  }
}

/** Where a run was when it lost something, and how it goes on. */
export interface RecoveryFacts {
  readonly loss: Loss;
  /** The engine that was lost. */
  readonly lost: EngineChoice;
  /** The epoch in hand, from 1; 0 before the first, null after the last. */
  readonly epoch: number | null;
  /** The epoch from whose end it goes on; null when it begins again. */
  readonly from: number | null;
  readonly engine: EngineChoice;
}

/** One line for the user. */
export function recoveryWords({ loss, lost, epoch, from, engine }: RecoveryFacts): string {
  const when = epoch === null ? "after the last epoch" : epoch === 0 ? "before the first epoch" : `in epoch ${epoch}`;
  const on = engine === "auto" ? "" : ` on ${ENGINE_TITLES[engine]}`;
  return `${lossWords(loss, lost)} ${when}; ${goingOn(epoch, from)}${on}.`;
}

function goingOn(epoch: number | null, from: number | null): string {
  if (epoch === null) return "the final metrics were worked out again";
  if (from === null) return "the run began again";
  return `the run went on from ${from === 0 ? "the untrained net" : `the end of epoch ${from}`}`;
}

function lossWords(loss: Loss, engine: EngineChoice): string {
  if (loss === "worker") return "The training worker stopped";
  if (engine === "webgl") return "The graphics context was lost";
  return engine === "wasm" ? "A kernel worker stopped" : "The engine stopped";
}

/** Why a run that was interrupted is not taken up again. */
export function givenUpWords(reason: unknown, times: number): string {
  const message = reason instanceof Error ? reason.message : String(reason);
  const tries = times > MOST_RECOVERIES ? ` The run was taken up again ${MOST_RECOVERIES} times, and lost each time.` : "";
  return `${message}${tries} Choose another engine in the header, or reload the page.`;
}
