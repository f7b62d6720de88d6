import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppState } from "./app-state";
import { createDatasetSlice } from "./dataset-slice";
import { createModelSlice } from "./model-slice";
import { createPreparationSlice } from "./preparation-slice";
import { createRankingSlice } from "./ranking-slice";
import { createRunSlice } from "./run-slice";
import type { Services } from "./services";
import { createOpeningSlice } from "./opening-slice";
import { createTimingSlice } from "./timing-slice";
import { createViewSlice } from "./view-slice";

export type AppStore = StoreApi<AppState>;

export function createAppStore(services: Services): AppStore {
  return createStore<AppState>((...args) => ({
    ...createViewSlice(...args),
    ...createDatasetSlice(services)(...args),
    ...createPreparationSlice(services)(...args),
    ...createTimingSlice(services)(...args),
    ...createModelSlice(services)(...args),
    ...createRunSlice(services)(...args),
    ...createRankingSlice(services)(...args),
    ...createOpeningSlice(services)(...args),
  }));
}
