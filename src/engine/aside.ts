import type { EngineChoice } from "../domain/engine-identity";
import { EngineLostError, type Backend } from "./backend";
import { TrainerError } from "./trainer-error";

/** Opens a back end beside the one in use. */
export type OpenAside = (choice: EngineChoice) => Promise<Backend>;

/**
 * Works on a back end of its own, which ends with the work, so that the one in use keeps its rows and its net.
 * @throws TrainerError "engine-unavailable" when it cannot be had or is lost: that is no loss of the one in use
 */
export async function withAside<T>(open: OpenAside, choice: EngineChoice, work: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await open(choice).catch((reason: unknown) => {
    throw reason instanceof TrainerError ? reason : new TrainerError("engine-unavailable", reason instanceof Error ? reason.message : String(reason));
  });
  try {
    return await work(backend);
  } catch (reason) {
    throw reason instanceof EngineLostError ? new TrainerError("engine-unavailable", `The engine was lost meanwhile: ${reason.message}`) : reason;
  } finally {
    await backend.dispose().catch(() => undefined);
  }
}
