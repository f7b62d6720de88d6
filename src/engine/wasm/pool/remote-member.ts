import type { Block } from "../../../domain/model-spec";
import type { PreparedSplit } from "../../../domain/prepared";
import type { Weights } from "../../../domain/weights";
import type { Part, PerPart, Rows, StepSettings } from "../../backend";
import { type Deal, ownSpan, scatter, type Span } from "./deal";
import { mapParts } from "./map-parts";
import type { MemberLine } from "./member-line";
import type { MemberProtocol, MemberSize } from "./messages";
import { shareOf } from "./share";

const NOTHING: MemberSize = { bytes: 0, allocations: 0 };

/** What member 0 knows of another member, and how it hands work to it. */
export class RemoteMember {
  readonly deal: Deal;
  readonly #line: MemberLine;
  #size = NOTHING;
  /** The member's parameters are older than member 0's. */
  #outdated = false;
  /** It has sums of this step that it was not asked for yet. */
  #owes = false;
  /** The sums that it has are of a step that was cut short. */
  #stale = false;
  #loss = 0;
  /** What it handed over, until that is added up; then room for the next parameters. */
  #gradients: Float32Array<ArrayBuffer> | null = null;
  #spare: Float32Array<ArrayBuffer> | null = null;
  #last: Promise<void> = Promise.resolve();
  #beforeLast: Promise<void> = Promise.resolve();

  constructor(line: MemberLine, deal: Deal) {
    this.#line = line;
    this.deal = deal;
  }

  get size(): MemberSize {
    return this.#size;
  }

  /** Settles when all training work that was handed over is done. */
  get idle(): Promise<void> {
    return this.#last;
  }

  /** Settles when all but the latest is done. */
  get nearlyIdle(): Promise<void> {
    return this.#beforeLast;
  }

  /** Gives the member its share of the rows. */
  async load(parts: PerPart<PreparedSplit>, features: number): Promise<void> {
    const { deal } = this;
    const shares = mapParts((part) => shareOf(parts[part], features, deal));
    const transfer = Object.values(shares).flatMap(({ x, y }) => [x.buffer, y.buffer]);
    this.#size = NOTHING;
    this.#size = await this.#line.call("load", { features, deal, shares }, transfer);
  }

  async compile(blocks: readonly Block[], weights: Weights): Promise<void> {
    this.#size = await this.#line.call("compile", { blocks, weights });
    this.#outdated = this.#owes = this.#stale = false;
    this.#gradients = this.#spare = null;
    this.#loss = 0;
  }

  /** The parameters have changed: the member gets them with its next work. */
  outdate(): void {
    this.#outdated = true;
  }

  /**
   * Hands over a chunk of train, of which the member takes its own rows, and does not wait.
   * @param last no more rows of this step follow, so that the gradients can come with the answer
   */
  accumulate(rows: Rows, step: StepSettings, last: boolean, parameters: () => Float32Array): void {
    const transfer: Transferable[] = [];
    const work = { rows: rows.kind === "range" ? rows : copyOf(rows.indices, transfer), step };
    this.#send({ parameters: this.#fresh(parameters, transfer), clear: this.#stale, work, take: last }, transfer);
  }

  /** Asks for the gradients of the step's rows, unless they are on their way; does not wait. */
  finish(): void {
    if (this.#owes) this.#send({ parameters: null, clear: false, work: null, take: true }, []);
  }

  /** Forgets the sums and losses of a step that was cut short. The member is idle. */
  forget(): void {
    this.#loss = 0;
    this.#stale ||= this.#owes;
    this.#owes = false;
    this.addUp(() => undefined);
  }

  /** Passes the gradients that came, if any, to `add`, and keeps the buffer. */
  addUp(add: (gradients: Float32Array<ArrayBuffer>) => void): void {
    if (this.#gradients === null) return;
    add(this.#gradients);
    this.#spare = this.#gradients;
    this.#gradients = null;
  }

  /** Sum of the losses of its rows since it was last asked. */
  takeLoss(): number {
    const loss = this.#loss;
    this.#loss = 0;
    return loss;
  }

  /** Writes the logits of its rows of a span to their places in `into`, which is the whole span's. */
  async logits(part: Part, span: Span, into: Float32Array, parameters: () => Float32Array): Promise<void> {
    const { start, count } = ownSpan(span, this.deal);
    if (count === 0) return;
    const transfer: Transferable[] = [];
    const sent = this.#fresh(parameters, transfer);
    scatter(await this.#line.call("logits", { parameters: sent, part, start, count }, transfer), span, this.deal, into);
  }

  #send(request: MemberProtocol["accumulate"]["request"], transfer: Transferable[]): void {
    this.#stale = false;
    this.#owes = !request.take;
    this.#beforeLast = this.#last;
    this.#last = this.#line.call("accumulate", request, transfer).then(({ loss, gradients }) => {
      this.#loss += loss;
      if (gradients !== null) this.#gradients = gradients;
    });
    // Whoever waits for it hears of a fault; nobody has to.
    this.#last.catch(() => undefined);
  }

  /** A copy of the parameters for the member, when it has older ones. */
  #fresh(parameters: () => Float32Array, transfer: Transferable[]): Float32Array<ArrayBuffer> | null {
    if (!this.#outdated) return null;
    const present = parameters();
    const copy = this.#spare ?? new Float32Array(present.length);
    copy.set(present);
    transfer.push(copy.buffer);
    this.#outdated = false;
    this.#spare = null;
    return copy;
  }
}

function copyOf(indices: Uint32Array, transfer: Transferable[]): Rows {
  const copy = indices.slice();
  transfer.push(copy.buffer);
  return { kind: "indices", indices: copy };
}
