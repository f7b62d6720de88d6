import { detectEngines } from "../engine/choose-engine";
import { createBackend } from "../engine/create-backend";
import { LocalTrainer } from "../engine/local-trainer";
import { serve } from "../protocol/serve";
import type { TrainService } from "../protocol/train-service";

const trainer = new LocalTrainer({ detectEngines, createBackend, now: () => performance.now() });

const done = (): null => null;

serve<TrainService>(self, {
  engines: () => trainer.engines(),
  load: (matrices) => trainer.load(matrices).then(done),
  run: (request, { emit }) => trainer.run(request, emit),
  pause: (runId) => trainer.pause(runId).then(done),
  resume: (runId) => trainer.resume(runId).then(done),
  stop: (runId) => trainer.stop(runId).then(done),
  evaluate: (threshold) => trainer.evaluate(threshold),
  predict: async ({ x, rows }, { transfer }) => {
    const probabilities = await trainer.predict(x, rows);
    transfer(probabilities.buffer);
    return probabilities;
  },
});
