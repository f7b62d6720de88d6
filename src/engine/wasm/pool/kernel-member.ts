import type { PerPart } from "../../backend";
import { FusedKernel, type ResidentRows } from "../fused-kernel";
import { type Deal, ownRows } from "./deal";
import { accumulateRows, KERNEL_ROWS, writeLogits } from "./in-pieces";
import { mapParts } from "./map-parts";
import type { MemberMessage, MemberMethod, MemberProtocol, MemberReply, MemberSize } from "./messages";

interface Loaded {
  readonly kernel: FusedKernel;
  readonly deal: Deal;
  readonly parts: PerPart<ResidentRows>;
}

interface Answer {
  readonly reply: MemberReply;
  /** Buffers of the reply that are moved, not copied. */
  readonly transfer: Transferable[];
}

type Handlers = { readonly [M in MemberMethod]: (request: MemberProtocol[M]["request"]) => MemberProtocol[M]["reply"] };

/** A member of a pool other than member 0: a kernel with its share of the rows, in a worker of its own. */
export class KernelMember {
  #module: WebAssembly.Module | null = null;
  #loaded: Loaded | null = null;
  /** The buffer in which parameters came is the one in which gradients go back. */
  #spare: Float32Array<ArrayBuffer> | null = null;

  readonly #handlers: Handlers = {
    start: ({ module }) => {
      this.#module = module;
      return null;
    },
    load: ({ features, deal, shares }) => {
      if (this.#module === null) throw new Error("The member has no kernel yet.");
      // Linear memory never shrinks: a new instance, so that the old rows can go.
      this.#loaded = null;
      const kernel = new FusedKernel(this.#module, features, KERNEL_ROWS);
      const parts = mapParts((part) => {
        const { x, y } = shares[part];
        return kernel.addRows(x, y, part === "train" ? deal : undefined);
      });
      this.#loaded = { kernel, deal, parts };
      return sizeOf(kernel);
    },
    compile: ({ blocks, weights }) => {
      const { kernel } = this.#data();
      this.#spare = null;
      kernel.compile(blocks, weights, null);
      return sizeOf(kernel);
    },
    accumulate: ({ parameters, clear, work, take }) => {
      const { kernel, deal, parts } = this.#data();
      this.#takeParameters(parameters);
      if (clear) kernel.clearGradients();
      const loss = work === null ? 0 : accumulateRows(kernel, parts.train, ownRows(work.rows, deal, "own"), work.step);
      return { loss, gradients: take ? this.#gradients(kernel) : null };
    },
    logits: ({ parameters, part, start, count }) => {
      const { kernel, parts } = this.#data();
      this.#takeParameters(parameters);
      const logits = new Float32Array(count);
      writeLogits(kernel, parts[part], { start, count }, logits, 0);
      return logits;
    },
  };

  /** Does what a message asks; a fault becomes a reply that says so. */
  answer<M extends MemberMethod>({ method, request }: MemberMessage<M>): Answer {
    try {
      const result: unknown = this.#handlers[method](request);
      return { reply: { result }, transfer: buffersOf(result) };
    } catch (reason) {
      return { reply: { error: reason instanceof Error ? reason.message : String(reason) }, transfer: [] };
    }
  }

  #data(): Loaded {
    if (this.#loaded === null) throw new Error("The member has no rows yet.");
    return this.#loaded;
  }

  #takeParameters(parameters: Float32Array<ArrayBuffer> | null): void {
    if (parameters === null) return;
    this.#data().kernel.setParameters(parameters);
    this.#spare = parameters;
  }

  #gradients(kernel: FusedKernel): Float32Array<ArrayBuffer> {
    const gradients = kernel.takeGradients();
    const buffer = this.#spare ?? new Float32Array(gradients.length);
    this.#spare = null;
    buffer.set(gradients);
    return buffer;
  }
}

function sizeOf({ bufferBytes, allocations }: FusedKernel): MemberSize {
  return { bytes: bufferBytes, allocations };
}

function buffersOf(result: unknown): Transferable[] {
  if (result instanceof Float32Array) return [result.buffer];
  if (typeof result !== "object" || result === null || !("gradients" in result)) return [];
  return buffersOf(result.gradients);
}
