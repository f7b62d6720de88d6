import type { Asking, Comparison } from "../domain/examiner";
import { buffersOf } from "../domain/metrics/compare-split";
import { SPLITS } from "../domain/split";
import { detectEngines } from "../engine/choose-engine";
import { createBackend } from "../engine/create-backend";
import { LocalTrainer } from "../engine/local-trainer";
import { poolSize } from "../engine/wasm/pool/pool-size";
import { serve, type CallContext } from "../protocol/serve";
import type { TrainService } from "../protocol/train-service";

const pool = poolSize();

const spawnKernel = (): Worker =>
  new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module", name: "kernel" });

const trainer = new LocalTrainer({
  detectEngines: () => detectEngines({ pool }),
  createBackend: (name) => createBackend(name, { spawnKernel, pool }),
  now: () => performance.now(),
});

const { examiner } = trainer;

const asked = ({ signal, emit }: CallContext<number>): Asking => ({ signal, onShare: emit });

const moved = (splits: Comparison, { transfer }: CallContext<number>): void => {
  transfer(...SPLITS.flatMap((split) => buffersOf(splits[split])));
};

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
  compare: async (question, context) => {
    const splits = await examiner.compare(question, asked(context));
    moved(splits, context);
    return splits;
  },
  intervals: (question, context) => examiner.intervals(question, asked(context)),
  baseline: async (question, context) => {
    const baseline = await examiner.baseline(question, asked(context));
    if (baseline.type === "fitted") moved(baseline.splits, context);
    return baseline;
  },
  importance: (question, context) => examiner.importance(question, asked(context)),
  dependence: (question, context) => examiner.dependence(question, asked(context)),
  nearest: (question, context) => examiner.nearest(question, asked(context)),
  worst: (question, context) => examiner.worst(question, asked(context)),
  insight: (question, context) => examiner.insight(question, asked(context)),
  heldOut: (question, context) => examiner.heldOut(question, asked(context)),
  domain: (question, context) => examiner.domain(question, asked(context)),
  logits: async (question, context) => {
    const answer = await examiner.logits(question, asked(context));
    context.transfer(answer.logits.buffer, answer.y.buffer, ...(answer.rows === null ? [] : [answer.rows.buffer]));
    return answer;
  },
  prior: (question, context) => examiner.prior(question, asked(context)),
  corrected: (question, context) => examiner.corrected(question, asked(context)),
  measure: async (question, context) => {
    const answer = await examiner.measure(question, asked(context));
    context.transfer(...buffersOf(answer.comparison));
    return answer;
  },
});
