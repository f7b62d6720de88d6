import { lost, MemberLine } from "./member-line";
import type { MemberPort } from "./messages";
import { RemoteMember } from "./remote-member";

/** How often a member is looked at within the time that it may be silent. */
const CHECKS = 4;

export interface PoolOptions {
  /** Members in all, the thread that starts the others counted. */
  readonly size: number;
  /** Starts a worker that runs a `KernelMember`. */
  readonly spawn: () => MemberPort;
  /** Milliseconds after which a member that owes an answer and gives none is taken for dead. */
  readonly silenceMs?: number;
}

/** The members of a pool other than member 0, which is the thread that made it. They live and die together. */
export class KernelPool {
  readonly #members: RemoteMember[] = [];
  readonly #lines: MemberLine[] = [];
  #closed: Error | null = null;
  readonly #watch: ReturnType<typeof setInterval>;

  private constructor(silenceMs: number) {
    // Looks are counted, not milliseconds: a machine that slept, or a thread that was busy, makes nobody silent.
    this.#watch = setInterval(() => {
      const silent = this.#lines.filter((line) => line.silentChecks() >= CHECKS);
      if (silent.length > 0) this.close(lost(`gave no answer for ${silenceMs / 1000} seconds`));
    }, silenceMs / CHECKS);
  }

  /** Starts the members; null where they cannot be had. */
  static async start(module: WebAssembly.Module, options: PoolOptions): Promise<KernelPool | null> {
    const { size, spawn, silenceMs = 20_000 } = options;
    const pool = new KernelPool(silenceMs);
    try {
      for (let worker = 1; worker < size; worker++) {
        const line = new MemberLine(spawn(), pool.close.bind(pool));
        pool.#lines.push(line);
        pool.#members.push(new RemoteMember(line, { workers: size, worker }));
      }
      await Promise.all(pool.#lines.map((line) => line.call("start", { module })));
      return pool;
    } catch {
      pool.close(lost("could not start"));
      return null;
    }
  }

  /** In a fixed order, by which their gradients are added up. */
  get members(): readonly RemoteMember[] {
    return this.#members;
  }

  /** Members alive. */
  get alive(): number {
    return this.#closed === null ? this.#lines.length : 0;
  }

  /** @throws the reason for which the members were ended, if they were */
  check(): void {
    if (this.#closed !== null) throw this.#closed;
  }

  /** Ends all members; what waits for them is rejected with the reason. */
  close(reason: Error): void {
    this.#closed ??= reason;
    clearInterval(this.#watch);
    for (const line of this.#lines) line.close(reason);
  }
}
