import type { AskedNet } from "../domain/examiner";
import { toBlocks } from "../domain/model-spec";
import { SPLITS, perSplit, type PerSplit } from "../domain/split";
import type { Matrices } from "../domain/trainer";
import { isSameWeights } from "../domain/weights";
import type { Backend, Part, Program } from "./backend";
import type { EngineRoom, ReadyEngine } from "./engine-room";
import { TrainerError } from "./trainer-error";

/** Called between two chunks with the share that is done, from 0 to 1; what it throws ends the work. */
export type Turn = (share: number) => Promise<void>;

const STRAIGHT_ON: Turn = () => Promise.resolve();

/** A net on an engine. */
interface Placed {
  readonly engine: ReadyEngine;
  readonly program: Program;
}

/**
 * Puts nets on the engine of the last run, one at a time, and keeps the logits of the last one that all rows were put
 * through. While a run is under way it is the run's, and holds nothing.
 */
export class Bench {
  readonly #room: EngineRoom;
  /** What the last run ended with. */
  #ended: Placed | null = null;
  /** What the back end holds now; null when that is not known. */
  #held: Placed | null = null;
  #scored: { readonly net: Placed; readonly logits: PerSplit<Float32Array> } | null = null;

  constructor(room: EngineRoom) {
    this.#room = room;
  }

  /** A run begins. */
  clear(): void {
    this.#ended = this.#held = this.#scored = null;
  }

  /** A run has ended with this program on the back end. @param logits of every row under it; null where they were not measured */
  ended(program: Program, logits: PerSplit<Float32Array> | null): void {
    const { engine } = this.#room;
    if (engine === null) return;
    this.#ended = this.#held = { engine, program };
    this.#scored = logits === null ? null : { net: this.#ended, logits };
  }

  /** The engine with the net that the last run ended with. @throws TrainerError "no-model" */
  async ofRun(): Promise<ReadyEngine> {
    return this.#place(this.#ofRun());
  }

  /** Logits of every row under the net that the last run ended with. @throws TrainerError "no-model" */
  async logitsOfRun(): Promise<PerSplit<Float32Array>> {
    return this.#logits(this.#ofRun(), STRAIGHT_ON);
  }

  /** The engine with a net, on the rows of its run. @throws TrainerError when the engine cannot be had */
  async with(net: AskedNet, matrices: Matrices): Promise<ReadyEngine> {
    return this.#place(await this.#placed(net, matrices));
  }

  /** Logits of every row of the splits under a net; those of the last net asked for are kept. */
  async logitsOf(net: AskedNet, matrices: Matrices, turn: Turn): Promise<PerSplit<Float32Array>> {
    return this.#logits(await this.#placed(net, matrices), turn);
  }

  /** Bytes of the logits that are kept. */
  bytes(): number {
    return Object.values(this.#scored?.logits ?? {}).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #ofRun(): Placed {
    const ended = this.#ended;
    if (ended === null || ended.engine.labels !== this.#room.engine?.labels) {
      throw new TrainerError("no-model", "There is no trained model yet. Run first.");
    }
    return ended;
  }

  async #placed({ config, engine: name, weights }: AskedNet, matrices: Matrices): Promise<Placed> {
    const engine = await this.#room.ready(name, matrices, config);
    return { engine, program: { blocks: toBlocks(config.model, matrices.features), weights, optimizer: null } };
  }

  async #place(net: Placed): Promise<ReadyEngine> {
    if (this.#held === null || !isSameNet(this.#held, net)) {
      this.#held = null;
      await net.engine.backend.compile(net.program);
      this.#held = net;
    }
    return net.engine;
  }

  async #logits(net: Placed, turn: Turn): Promise<PerSplit<Float32Array>> {
    if (this.#scored !== null && isSameNet(this.#scored.net, net)) return this.#scored.logits;
    this.#scored = null;
    const logits = await logitsOfAll(await this.#place(net), turn);
    this.#scored = { net, logits };
    return logits;
  }
}

/** The labels stand for the rows: they are made anew with them. */
function isSameNet(a: Placed, b: Placed): boolean {
  return (
    a.engine.backend === b.engine.backend &&
    a.engine.labels === b.engine.labels &&
    JSON.stringify(a.program.blocks) === JSON.stringify(b.program.blocks) &&
    isSameWeights(a.program.weights, b.program.weights)
  );
}

async function logitsOfAll({ backend, labels }: ReadyEngine, turn: Turn): Promise<PerSplit<Float32Array>> {
  const all = perSplit((split) => new Float32Array(labels[split].rows));
  const total = SPLITS.reduce((sum, split) => sum + labels[split].rows, 0);
  let done = 0;
  for (const split of SPLITS) {
    const { rows } = labels[split];
    for (let start = 0; start < rows; start += backend.chunkRows) {
      await turn(done / total);
      const count = Math.min(backend.chunkRows, rows - start);
      all[split].set(await backend.logits(split, start, count), start);
      done += count;
    }
  }
  return all;
}

/** Logits of every row of one part that is resident, under the net that the back end holds. */
export async function logitsOfPart(backend: Backend, part: Part, rows: number, turn: Turn): Promise<Float32Array<ArrayBuffer>> {
  const all = new Float32Array(rows);
  for (let start = 0; start < rows; start += backend.chunkRows) {
    await turn(start / rows);
    all.set(await backend.logits(part, start, Math.min(backend.chunkRows, rows - start)), start);
  }
  return all;
}

/** Logits of scaled rows that are not resident, under the net that the back end holds; `x` is `[rows, features]`. */
export async function logitsOfGuests(backend: Backend, x: Float32Array, rows: number, turn: Turn = STRAIGHT_ON): Promise<Float32Array<ArrayBuffer>> {
  const all = new Float32Array(rows);
  const features = rows === 0 ? 0 : x.length / rows;
  for (let start = 0; start < rows; start += backend.chunkRows) {
    await turn(start / rows);
    const count = Math.min(backend.chunkRows, rows - start);
    all.set(await backend.logitsOf(x.subarray(start * features, (start + count) * features), count), start);
  }
  return all;
}
