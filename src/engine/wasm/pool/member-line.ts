import { EngineLostError } from "../../backend";
import type { MemberMethod, MemberPort, MemberProtocol } from "./messages";

interface Waiting {
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

/**
 * The line to one member. Answers come in the order of the calls. Once the line is closed, whether for a fault or on
 * purpose, every pending and later call is rejected with the reason: nothing waits for ever.
 */
export class MemberLine {
  readonly #port: MemberPort;
  readonly #waiting: Waiting[] = [];
  #closed: Error | null = null;
  #silentChecks = 0;

  /** @param onLost called once, when the member has failed */
  constructor(port: MemberPort, onLost: (reason: EngineLostError) => void) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#silentChecks = 0;
      if ("error" in data) onLost(lost(`failed: ${data.error}`));
      else this.#waiting.shift()?.resolve(data.result);
    };
    port.onmessageerror = () => {
      onLost(lost("sent something that could not be read"));
    };
    port.onerror = (event) => {
      event.preventDefault();
      onLost(lost(`stopped working: ${event.message || "it could not start"}`));
    };
  }

  call<M extends MemberMethod>(
    method: M,
    request: MemberProtocol[M]["request"],
    transfer: Transferable[] = [],
  ): Promise<MemberProtocol[M]["reply"]> {
    if (this.#closed !== null) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      this.#port.postMessage({ method, request }, transfer);
      this.#waiting.push({ resolve, reject });
    });
  }

  /** Called at even intervals: how many times in a row the member owed an answer and had given none since. */
  silentChecks(): number {
    this.#silentChecks = this.#waiting.length === 0 ? 0 : this.#silentChecks + 1;
    return this.#silentChecks;
  }

  close(reason: Error): void {
    if (this.#closed !== null) return;
    this.#closed = reason;
    this.#port.terminate();
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }
}

/** @param what a sentence's predicate */
export function lost(what: string): EngineLostError {
  return new EngineLostError(`A worker of the WASM engine ${what}. The run goes on by itself from its last checkpoint.`);
}
