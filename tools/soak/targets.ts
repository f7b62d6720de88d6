import type { CDPSession } from "playwright";

/** Speaks to a worker of the page by the browser's own session: Playwright opens none to workers. */
export class WorkerTarget {
  readonly #browser: CDPSession;
  readonly #sessionId: string;
  #nextId = 1;

  private constructor(browser: CDPSession, sessionId: string) {
    this.#browser = browser;
    this.#sessionId = sessionId;
  }

  /** The workers that the browser runs, those that workers started among them. */
  static async ids(browser: CDPSession): Promise<readonly string[]> {
    const { targetInfos } = await browser.send("Target.getTargets");
    return targetInfos.filter(({ type }) => type === "worker").map(({ targetId }) => targetId);
  }

  /** @throws when there is no such target */
  static async attach(browser: CDPSession, targetId: string): Promise<WorkerTarget> {
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: false });
    return new WorkerTarget(browser, sessionId);
  }

  /** Calls a method that takes nothing. */
  send(method: string): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const hear = ({ sessionId, message }: { sessionId: string; message: string }): void => {
        if (sessionId !== this.#sessionId) return;
        const answer = JSON.parse(message) as { id?: number; result?: unknown; error?: { message: string } };
        if (answer.id !== id) return;
        this.#browser.off("Target.receivedMessageFromTarget", hear);
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(`${method}: ${answer.error.message}`));
      };
      this.#browser.on("Target.receivedMessageFromTarget", hear);
      const message = JSON.stringify({ id, method });
      this.#browser.send("Target.sendMessageToTarget", { sessionId: this.#sessionId, message }).catch(reject);
    });
  }

  async detach(): Promise<void> {
    await this.#browser.send("Target.detachFromTarget", { sessionId: this.#sessionId });
  }
}
