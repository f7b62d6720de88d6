import { CheckpointShelf } from "../domain/checkpoint";
import type { MidRunField, StepUnit } from "../domain/trainer";
import type { AppState } from "./app-state";
import { codeOf, lossOf } from "./recovery";
import type { Run } from "./run-slice";
import type { Services } from "./services";

/** What was asked of the run under way and has not come about yet. */
export interface Wishes {
  pausing: boolean;
  stepping: StepUnit | null;
  changes: Map<MidRunField, number>;
}

/** What those who deal with the run share: it in the state, its checkpoints, and what was asked of it. */
export interface RunDesk {
  readonly services: Services;
  /** Typed arrays of up to 64 MB, so they are no part of the state. */
  readonly shelf: CheckpointShelf;
  readonly wishes: Wishes;
  get(): AppState;
  /** The run of that id, null when another one has taken its place. */
  run(id: number): Run | null;
  update(id: number, change: (run: Run) => Partial<Run>): void;
  /** Adds a line for the user. */
  note(id: number, line: string): void;
  fail(id: number, reason: unknown): void;
  /** Watches over a call that steers the run; what is lost with the engine, the run itself notices. */
  control(id: number, call: Promise<void>): void;
  /** Asks for a change; it is made once the trainer says so. */
  change(id: number, field: MidRunField, value: number): void;
}

export function createRunDesk(
  services: Services,
  set: (change: (state: AppState) => Partial<AppState>) => void,
  get: () => AppState,
): RunDesk {
  const wishes: Wishes = { pausing: false, stepping: null, changes: new Map() };
  const update: RunDesk["update"] = (id, change) => {
    set((state) => (state.run?.id === id ? { run: { ...state.run, ...change(state.run) } } : {}));
  };
  const note: RunDesk["note"] = (id, line) => {
    update(id, ({ notices }) => ({ notices: [...notices, line] }));
  };
  const fail: RunDesk["fail"] = (id, reason) => {
    update(id, () => ({ status: "failed", error: { code: codeOf(reason), message: messageOf(reason) } }));
  };
  return {
    services,
    shelf: new CheckpointShelf(),
    wishes,
    get,
    run: (id) => {
      const { run } = get();
      return run?.id === id ? run : null;
    },
    update,
    note,
    fail,
    control: (id, call) => {
      call.catch((reason: unknown) => {
        if (lossOf(reason) === null) fail(id, reason);
      });
    },
    change: (id, field, value) => {
      wishes.changes.set(field, value);
      services.trainer.change(id, field, value).catch((reason: unknown) => {
        if (lossOf(reason) !== null) return;
        wishes.changes.delete(field);
        note(id, messageOf(reason));
      });
    },
  };
}

export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
