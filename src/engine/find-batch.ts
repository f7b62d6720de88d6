import type { RunConfig } from "../domain/run-config";
import type { ScheduleTime } from "../domain/schedule";
import type { Backend, Program } from "./backend";
import type { DivergencePlace } from "./divergence";
import { epochBatches } from "./epoch-batches";
import type { StepPlan } from "./step-plan";
import { yieldToMessages } from "./yielding";

/** Longer than this nobody waits for the number of a batch. */
const SEARCH_MS = 3000;

interface SearchParts {
  readonly backend: Backend;
  /** From the checkpoint before the epoch. */
  readonly program: Program;
  readonly plan: StepPlan;
  readonly trainRows: number;
  /** The configuration as it was at a batch of the epoch, from 0. */
  readonly configAt: (batch: number) => RunConfig;
  readonly timeAt: (batch: number) => ScheduleTime;
  /** Rows that the device is given before it is waited for, where the losses are known to be finite. */
  readonly portionRows: number;
  readonly isOver: () => boolean;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
}

/**
 * Runs an epoch again, with a look at the loss after every batch that may be the one, to
 * find where it stops being finite. Ends with what is known by then when that takes too long.
 */
export async function findBatch(parts: SearchParts, place: DivergencePlace): Promise<DivergencePlace> {
  const { backend, program, plan, trainRows, configAt, timeAt, portionRows, isOver, now } = parts;
  const started = now();
  await backend.compile(program);
  let [first, batch, pending] = [place.first, 0, 0];
  for (const { rows, chunks } of epochBatches(configAt(0), trainRows, place.epoch, backend.chunkRows)) {
    const settings = plan.step(configAt(batch), timeAt(batch), rows);
    for (const chunk of chunks) {
      await yieldToMessages();
      if (isOver() || now() - started > SEARCH_MS) return { ...place, first };
      await backend.accumulate(chunk, settings);
    }
    const number = batch + 1;
    pending += rows;
    if (number >= first || pending >= portionRows) {
      const loss = await backend.takeLoss();
      if (!Number.isFinite(loss) || number === place.last) return { ...place, first: Math.min(first, number), last: number };
      first = Math.max(first, number + 1);
      pending = 0;
    }
    await backend.update(plan.update(configAt(batch), timeAt(batch)));
    batch = number;
  }
  return { ...place, first };
}
