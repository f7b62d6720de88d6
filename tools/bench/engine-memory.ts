import type { TriptychPage } from "../headless/triptych-page";
import { compare, type Measurement } from "./result";
import { trainOnce } from "./train-once";

/** What the train worker and its pool hold after a run, beside the float32 matrix of all splits. */
export async function measureMemory(triptych: TriptychPage): Promise<Measurement[]> {
  const { trainer } = await trainOnce(triptych, { batchSize: 65_536 });
  if (trainer === null) throw new Error("The report says nothing of the trainer's memory.");
  const measured = compare("buffers of the train worker and its pool, checkpoints apart", "bytes", [trainer.bufferBytes], {
    "the float32 matrix": [trainer.matrixBytes],
  });
  return [measured];
}
