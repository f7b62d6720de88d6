import type { OptimizerSpec } from "./run-config";
import type { Weights } from "./weights";

/** What an optimiser remembers between steps. */
export interface OptimizerMemory {
  readonly type: OptimizerSpec["type"];
  /** Updates so far. */
  readonly steps: number;
  /** In PyTorch's order and layout: momentum; or first and second moments; or mean square and momentum. */
  readonly slots: readonly Weights[];
}

/** All that a run needs to go on from the end of an epoch. */
export interface Checkpoint {
  readonly epoch: number;
  /** Updates since the start of the run. */
  readonly step: number;
  readonly weights: Weights;
  /** Null before the first update. */
  readonly optimizer: OptimizerMemory | null;
}

/** A checkpoint that is kept, without its arrays. */
export interface CheckpointMark {
  readonly epoch: number;
  readonly bytes: number;
}

/** Bytes of weights and optimiser memory. */
export function checkpointBytes({ weights, optimizer }: Checkpoint): number {
  return [weights, ...(optimizer?.slots ?? [])]
    .flat()
    .reduce((sum, { weight, bias }) => sum + weight.byteLength + bias.byteLength, 0);
}

/** The most that the checkpoints of a run may take. */
const SHELF_BYTES = 64 * 2 ** 20;

/**
 * Checkpoints of one run within a limit of bytes. When they grow over it, every second one goes: the first and the last
 * always stay, those between lie a fixed number of epochs apart. One checkpoint may be pinned, and stays too. Where even
 * these are too large together, the last alone is kept.
 */
export class CheckpointShelf {
  readonly #limit: number;
  /** In the order of their epochs. */
  #kept: Checkpoint[] = [];
  #pinned: number | null = null;
  /** Epochs between those kept. */
  #stride = 1;

  constructor(limit = SHELF_BYTES) {
    this.#limit = limit;
  }

  /** Takes the checkpoint of an epoch after all those kept; with `pin` it stays in place of the one pinned before. */
  add(checkpoint: Checkpoint, { pin = false } = {}): void {
    this.dropAfter(checkpoint.epoch - 1);
    if (pin) this.#pinned = checkpoint.epoch;
    this.#kept.push(checkpoint);
    this.#thin();
    while (this.#bytes() > this.#limit && this.#stride < this.#span()) {
      this.#stride *= 2;
      this.#thin();
    }
    if (this.#bytes() > this.#limit) this.#kept = this.#kept.slice(-1);
  }

  get(epoch: number): Checkpoint | null {
    return this.#kept.find((each) => each.epoch === epoch) ?? null;
  }

  last(): Checkpoint | null {
    return this.#kept.at(-1) ?? null;
  }

  list(): readonly CheckpointMark[] {
    return this.#kept.map((each) => ({ epoch: each.epoch, bytes: checkpointBytes(each) }));
  }

  /** Forgets what came after the end of an epoch. */
  dropAfter(epoch: number): void {
    this.#kept = this.#kept.filter((each) => each.epoch <= epoch);
    if (this.#pinned !== null && this.#pinned > epoch) this.#pinned = null;
  }

  clear(): void {
    this.#kept = [];
    this.#pinned = null;
    this.#stride = 1;
  }

  #thin(): void {
    const first = this.#kept[0]?.epoch ?? 0;
    const last = this.last()?.epoch;
    this.#kept = this.#kept.filter(
      ({ epoch }) => (epoch - first) % this.#stride === 0 || epoch === last || epoch === this.#pinned,
    );
  }

  /** Epochs from the first to the last. */
  #span(): number {
    return (this.last()?.epoch ?? 0) - (this.#kept[0]?.epoch ?? 0);
  }

  #bytes(): number {
    return this.list().reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
