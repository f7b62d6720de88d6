import { detectEngines } from "../engine/choose-engine";
import { createBackend } from "../engine/create-backend";
import { LocalTrainer } from "../engine/local-trainer";
import { poolSize } from "../engine/wasm/pool/pool-size";
import { serve } from "../protocol/serve";
import type { TrainService } from "../protocol/train-service";

const pool = poolSize();

const spawnKernel = (): Worker =>
  new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module", name: "kernel" });

const trainer = new LocalTrainer({
  detectEngines: () => detectEngines({ pool }),
  createBackend: (name) => createBackend(name, { spawnKernel, pool }),
  now: () => performance.now(),
});

const done = (): null => null;

serve<TrainService>(self, {
  engines: () => trainer.engines(),
  rank: (config) => trainer.rank(config),
  load: (matrices) => trainer.load(matrices).then(done),
  run: (request, { emit }) => trainer.run(request, emit),
  pause: (runId) => trainer.pause(runId).then(done),
  resume: (runId) => trainer.resume(runId).then(done),
  stop: (runId) => trainer.stop(runId).then(done),
  step: ({ runId, unit }) => trainer.step(runId, unit).then(done),
  change: ({ runId, field, value }) => trainer.change(runId, field, value).then(done),
  memory: () => trainer.memory(),
  evaluate: (threshold) => trainer.evaluate(threshold),
  predict: async ({ x, rows }, { transfer }) => {
    const probabilities = await trainer.predict(x, rows);
    transfer(probabilities.buffer);
    return probabilities;
  },
});
