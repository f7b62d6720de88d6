import type { OptimizerMemory } from "../../domain/checkpoint";
import type { EngineIdentity } from "../../domain/engine-identity";
import { isAlwaysZero } from "../../domain/loss";
import type { PreparedSplit } from "../../domain/prepared";
import type { Weights } from "../../domain/weights";
import type { Backend, Part, PerPart, Program, Rows, StepSettings, UpdateSettings } from "../backend";
import { FusedKernel, type ResidentRows } from "./fused-kernel";
import { type Deal, ownBlocks, ownedBelow, ownRows, savedRows, type Span } from "./pool/deal";
import { accumulateRows, KERNEL_ROWS, logitsOfGuests, writeLogits } from "./pool/in-pieces";
import type { KernelPool } from "./pool/kernel-pool";
import { mapParts } from "./pool/map-parts";
import type { RemoteMember } from "./pool/remote-member";
import { shareOf } from "./pool/share";
import { poolChunkRows, sharingRule, type SharingRule } from "./pool/sharing";
import type { KernelVariant } from "./variant";

interface Loaded {
  readonly kernel: FusedKernel;
  /** All rows of train, and member 0's share of the other parts. */
  readonly resident: PerPart<ResidentRows>;
  /** Rows of all members together. */
  readonly rows: PerPart<number>;
}

const ALONE: Deal = { workers: 1, worker: 0 };

/**
 * The fused WASM SIMD kernel as a back end: on the thread that calls it, which is member 0, and on the workers of a
 * pool. Each member works on its own rows; parameters go out to them and gradients come back, once a step. Member 0
 * holds all rows of train, so that it can take alone what is too little to gain by sharing.
 */
export class WasmBackend implements Backend {
  readonly identity: EngineIdentity;
  readonly #module: WebAssembly.Module;
  readonly #pool: KernelPool | null;
  readonly #members: readonly RemoteMember[];
  /** Member 0's. */
  readonly #deal: Deal;
  #chunkRows: number;
  #loaded: Loaded | null = null;
  /** Null before the first program. */
  #rule: SharingRule | null = null;
  /** Rows of the step in hand. */
  #stepRows = 0;
  /** Losses of member 0, and rows of all, since the loss was last taken; those of the step in hand apart. */
  #lossSum = 0;
  #lossRows = 0;
  #stepLossSum = 0;
  #stepLossRows = 0;

  /** @param pool ends with the back end; null: the calling thread works alone */
  constructor(module: WebAssembly.Module, variant: KernelVariant, pool: KernelPool | null = null) {
    this.#module = module;
    this.#pool = pool;
    this.#members = pool?.members ?? [];
    this.#deal = { workers: this.#members.length + 1, worker: 0 };
    this.#chunkRows = poolChunkRows([], this.#deal.workers);
    this.identity = { name: "wasm", variant, pool: this.#deal.workers, renderer: null };
  }

  get chunkRows(): number {
    return this.#chunkRows;
  }

  async load(parts: PerPart<PreparedSplit>, features: number): Promise<void> {
    this.#pool?.check();
    this.#rule = null;
    // Linear memory never shrinks: a new instance, so that the old rows can go.
    this.#loaded = null;
    const others = Promise.all(this.#members.map((member) => member.load(parts, features)));
    const kernel = new FusedKernel(this.#module, features, KERNEL_ROWS);
    const resident = mapParts((part) => {
      const { x, y } = part === "train" ? parts.train : shareOf(parts[part], features, this.#deal);
      return kernel.addRows(x, y);
    });
    await others;
    this.#loaded = { kernel, resident, rows: mapParts((part) => parts[part].rows) };
  }

  async compile({ blocks, weights, optimizer }: Program): Promise<void> {
    const { kernel } = this.#data();
    kernel.compile(blocks, weights, optimizer);
    await Promise.all(this.#members.map((member) => member.compile(blocks, weights)));
    this.#rule = sharingRule(blocks, this.#deal.workers);
    this.#chunkRows = poolChunkRows(blocks, this.#deal.workers);
    this.#stepRows = this.#lossSum = this.#lossRows = this.#stepLossSum = this.#stepLossRows = 0;
  }

  async accumulate(rows: Rows, step: StepSettings): Promise<void> {
    const { kernel, resident, rows: total } = this.#data();
    const { training } = this.#compiled();
    const span = rows.kind === "range" ? rows : { start: 0, count: rows.indices.length };
    this.#check(span, total.train);
    if (!isAlwaysZero(step.loss)) {
      const last = this.#stepRows + span.count >= step.batchRows;
      const shared = savedRows(rows, this.#deal.workers) >= training;
      // Found by a member, a wrong number would look like a fault of that member.
      if (shared && rows.kind === "indices") checkIndices(rows.indices, total.train);
      for (const member of this.#members) {
        if (shared) member.accumulate(rows, step, last, () => kernel.parameters());
        else if (last) member.finish();
      }
      const own = shared ? ownRows(rows, this.#deal, "whole") : [rows];
      this.#stepLossSum += accumulateRows(kernel, resident.train, own, step);
    }
    this.#stepRows += span.count;
    this.#stepLossRows += span.count;
    // One chunk may wait at each member while it works on another; more would only delay a stop.
    await Promise.all(this.#members.map((member) => member.nearlyIdle));
  }

  async update(settings: UpdateSettings): Promise<void> {
    const { kernel } = this.#data();
    this.#compiled();
    for (const member of this.#members) member.finish();
    await this.#idle();
    for (const member of this.#members) {
      member.addUp((gradients) => {
        kernel.addGradients(gradients);
      });
    }
    kernel.update(settings);
    for (const member of this.#members) member.outdate();
    this.#stepRows = 0;
    this.#commitLoss();
  }

  async discard(): Promise<void> {
    const { kernel } = this.#data();
    await this.#idle();
    for (const member of this.#members) member.forget();
    kernel.clearGradients();
    this.#stepRows = this.#stepLossSum = this.#stepLossRows = 0;
  }

  async takeLoss(): Promise<number> {
    this.#data();
    await this.#idle();
    this.#commitLoss();
    const loss = this.#lossSum / this.#lossRows;
    this.#lossSum = this.#lossRows = 0;
    return loss;
  }

  async logits(part: Part, start: number, count: number): Promise<Float32Array> {
    const { kernel, resident, rows } = this.#data();
    const { logits: least } = this.#compiled();
    const span = { start, count };
    this.#check(span, rows[part]);
    const logits = new Float32Array(count);
    const shared = part !== "train" || savedRows({ kind: "range", ...span }, this.#deal.workers) >= least;
    const others = shared
      ? this.#members.map((member) => member.logits(part, span, logits, () => kernel.parameters()))
      : [];
    for (const block of ownBlocks(span, shared ? this.#deal : ALONE)) {
      const own = part === "train" ? block.start : ownedBelow(block.start, this.#deal);
      writeLogits(kernel, resident[part], { start: own, count: block.count }, logits, block.start - start);
    }
    await Promise.all(others);
    return logits;
  }

  async logitsOf(x: Float32Array, rows: number): Promise<Float32Array> {
    const { kernel } = this.#data();
    this.#compiled();
    this.#check({ start: 0, count: rows }, rows);
    return logitsOfGuests(kernel, x, rows);
  }

  async readWeights(): Promise<Weights> {
    return this.#data().kernel.readWeights();
  }

  async readOptimizer(): Promise<OptimizerMemory | null> {
    return this.#data().kernel.readOptimizer();
  }

  liveBuffers(): number {
    if (this.#loaded === null) return 0;
    return this.#members.reduce((sum, { size }) => sum + size.allocations, this.#loaded.kernel.allocations);
  }

  bufferBytes(): number {
    if (this.#loaded === null) return 0;
    return this.#members.reduce((sum, { size }) => sum + size.bytes, this.#loaded.kernel.bufferBytes);
  }

  workers(): number {
    return this.#pool?.alive ?? 0;
  }

  dispose(): Promise<void> {
    this.#pool?.close(new Error("The WASM engine was shut down."));
    this.#loaded = null;
    this.#rule = null;
    return Promise.resolve();
  }

  /** Waits for what the other members were given. */
  async #idle(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.idle));
  }

  #commitLoss(): void {
    this.#lossSum += this.#stepLossSum;
    this.#lossRows += this.#stepLossRows;
    this.#stepLossSum = this.#stepLossRows = 0;
    for (const member of this.#members) this.#lossSum += member.takeLoss();
  }

  #data(): Loaded {
    this.#pool?.check();
    if (this.#loaded === null) throw new Error("The WASM engine has no rows: load them first.");
    return this.#loaded;
  }

  #compiled(): SharingRule {
    if (this.#rule === null) throw new Error("The WASM engine has no program: compile one first.");
    return this.#rule;
  }

  #check({ start, count }: Span, total: number): void {
    if (count > this.#chunkRows) throw new RangeError(`${count} rows in one call; the most is ${this.#chunkRows}.`);
    if (start < 0 || count < 0 || start + count > total) {
      throw new RangeError(`Rows ${start} to ${start + count} of ${total}.`);
    }
  }
}

function checkIndices(indices: Uint32Array, rows: number): void {
  for (const row of indices) if (row >= rows) throw new RangeError(`There is no row ${row}.`);
}
