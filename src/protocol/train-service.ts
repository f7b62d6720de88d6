import type { EngineOption } from "../domain/engine-identity";
import type { Evaluation } from "../domain/metrics/evaluation";
import type { RunConfig } from "../domain/run-config";
import type { PerSplit } from "../domain/split";
import type {
  EngineRanking,
  Matrices,
  MidRunField,
  RunEvent,
  RunOutcome,
  RunRequest,
  StepUnit,
  TrainerMemory,
} from "../domain/trainer";

/** `Trainer` over a port: keeps the matrices, trains, evaluates. One run at a time. */
export type TrainService = {
  engines: { request: null; result: readonly EngineOption[]; event: never };
  rank: { request: RunConfig; result: EngineRanking; event: never };
  /** The matrices' buffers are transferred. */
  load: { request: Matrices; result: null; event: never };
  run: { request: RunRequest; result: RunOutcome; event: readonly RunEvent[] };
  pause: { request: number; result: null; event: never };
  resume: { request: number; result: null; event: never };
  stop: { request: number; result: null; event: never };
  step: { request: { runId: number; unit: StepUnit }; result: null; event: never };
  change: { request: { runId: number; field: MidRunField; value: number }; result: null; event: never };
  memory: { request: null; result: TrainerMemory; event: never };
  evaluate: { request: number; result: PerSplit<Evaluation>; event: never };
  predict: {
    request: { x: Float32Array<ArrayBuffer>; rows: number };
    result: Float32Array<ArrayBuffer>;
    event: never;
  };
};
