import type { ModelSpec } from "../domain/model-spec";
import type { SliceCreator } from "./app-state";
import type { Services } from "./services";

/** More steps back than this are forgotten. */
const MAX_PAST = 100;

export interface ModelSlice {
  /** Nets before the latest edits, the most recent last. */
  readonly modelPast: readonly ModelSpec[];
  /** Nets that were taken back, the most recent last. */
  readonly modelFuture: readonly ModelSpec[];
  /** Changes the net of the next run; can be taken back. */
  editModel(model: ModelSpec): void;
  undoModel(): void;
  redoModel(): void;
  /** Draws another seed, and with it other starting weights. */
  redraw(): void;
}

export const createModelSlice =
  (services: Services): SliceCreator<ModelSlice> =>
  (set, get) => ({
    modelPast: [],
    modelFuture: [],
    editModel: (model) => {
      const { config, modelPast, configure } = get();
      configure({ model });
      set({ modelPast: [...modelPast, config.model].slice(-MAX_PAST), modelFuture: [] });
    },
    undoModel: () => {
      const { config, modelPast, modelFuture, configure } = get();
      const model = modelPast.at(-1);
      if (model === undefined) return;
      configure({ model });
      set({ modelPast: modelPast.slice(0, -1), modelFuture: [...modelFuture, config.model] });
    },
    redoModel: () => {
      const { config, modelPast, modelFuture, configure } = get();
      const model = modelFuture.at(-1);
      if (model === undefined) return;
      configure({ model });
      set({ modelPast: [...modelPast, config.model], modelFuture: modelFuture.slice(0, -1) });
    },
    redraw: () => {
      // Small enough to be said aloud in class.
      get().configure({ seed: services.drawSeed() % 10_000 });
    },
  });
