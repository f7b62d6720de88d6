import { EngineLostError } from "../backend";

/** What a device that can go away, and that others may use too, tells of itself. */
export interface DeviceLife {
  /** Aborts when the device is gone. */
  readonly lost: AbortSignal;
  isLost(): boolean;
  /** Gives up a device that does not answer: from then on it is lost. */
  giveUp(): void;
  /** Whether it keeps so much for nets gone by that another net is better served by a new device. */
  isWorn(): boolean;
  /** This back end needs the device no more. */
  close(): void;
}

/** How often a slow read is looked at: time that the machine slept counts once, not as waiting. */
const LOOKS = 20;

/** Turns the loss of a device into an `EngineLostError` of whatever was asked of it, then or later. */
export class DeviceGuard {
  readonly #life: DeviceLife | null;
  readonly #readLimitMs: number;

  /**
   * @param life null for a device that is simply there
   * @param readLimitMs a read that takes longer counts as a loss
   */
  constructor(life: DeviceLife | null, readLimitMs: number) {
    this.#life = life;
    this.#readLimitMs = readLimitMs;
  }

  /** Hands work to the device. @throws EngineLostError when the device is gone, before or by now */
  run<T>(work: () => T): T {
    this.#check();
    try {
      return work();
    } catch (reason) {
      throw this.#lossOr(reason);
    }
  }

  /**
   * Waits for the device's answer. A read of a lost device may never end, or end with zeros, so the loss ends it, and
   * so does the time limit.
   */
  async read<T>(read: () => Promise<T>): Promise<T> {
    const life = this.#life;
    if (life === null) return read();
    this.#check();
    const { lost } = life;
    const over = new AbortController();
    const loss = new Promise<never>((_, reject) => {
      const gone = (): void => {
        reject(deviceLost());
      };
      lost.addEventListener("abort", gone, { signal: over.signal });
      let looks = 0;
      const timer = setInterval(() => {
        if (++looks < LOOKS) return;
        reject(new EngineLostError(`The graphics device did not answer for ${this.#readLimitMs / 1000} seconds.`));
        life.giveUp();
      }, this.#readLimitMs / LOOKS);
      over.signal.addEventListener("abort", () => {
        clearInterval(timer);
      });
    });
    const result = await Promise.race([read(), loss])
      .catch((reason: unknown) => {
        throw this.#lossOr(reason);
      })
      .finally(() => {
        over.abort();
      });
    this.#check();
    return result;
  }

  #check(): void {
    if (this.#life?.isLost() === true) throw deviceLost();
  }

  /** What tfjs says when the context goes in the middle of its work tells nobody anything. */
  #lossOr(reason: unknown): Error {
    if (reason instanceof EngineLostError) return reason;
    if (this.#life?.isLost() === true) return deviceLost(reason);
    return reason instanceof Error ? reason : new Error(String(reason));
  }
}

function deviceLost(cause?: unknown): EngineLostError {
  return new EngineLostError("The graphics device was lost.", { cause });
}
