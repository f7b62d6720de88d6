import { SPLITS } from "../domain/split";
import type { Trainer } from "../domain/trainer";
import type { Client } from "../protocol/client";
import type { TrainService } from "../protocol/train-service";

/** The trainer in its worker, seen from the page. `load` gives the matrices away: their buffers are moved. */
export function trainerClient(client: Client<TrainService>): Trainer {
  return {
    engines: () => client.call("engines", null),
    rank: (config) => client.call("rank", config),
    load: async (matrices) => {
      const transfer = SPLITS.flatMap((split) => [matrices.splits[split].x.buffer, matrices.splits[split].y.buffer]);
      await client.call("load", matrices, { transfer });
    },
    run: (request, onEvents) => client.call("run", request, { onEvent: onEvents }),
    pause: async (runId) => void (await client.call("pause", runId)),
    resume: async (runId) => void (await client.call("resume", runId)),
    stop: async (runId) => void (await client.call("stop", runId)),
    step: async (runId, unit) => void (await client.call("step", { runId, unit })),
    change: async (runId, field, value) => void (await client.call("change", { runId, field, value })),
    memory: () => client.call("memory", null),
    evaluate: (threshold) => client.call("evaluate", threshold),
    predict: (x, rows) => client.call("predict", { x, rows }),
  };
}
