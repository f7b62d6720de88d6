import { createStore, type StoreApi } from "zustand/vanilla";
import { createApartSlice } from "./apart-slice";
import type { AppState } from "./app-state";
import { createCarveSlice } from "./carve-slice";
import { createCompareSlice } from "./compare-slice";
import { createCorrectionSlice } from "./correction-slice";
import { createDatasetSlice } from "./dataset-slice";
import { createDriftSlice } from "./drift-slice";
import { createDealSlice } from "./deal-slice";
import { createErrorsSlice } from "./errors-slice";
import { createHeldOutSlice } from "./held-out-slice";
import { createInsightSlice } from "./insight-slice";
import { createKeepSlice, isOtherDataset } from "./keep-slice";
import { createFeaturesSlice } from "./features-slice";
import { createInjectSlice } from "./inject-slice";
import { createInspectSlice } from "./inspect-slice";
import { createModelSlice } from "./model-slice";
import { createPreparationSlice } from "./preparation-slice";
import { createRankingSlice } from "./ranking-slice";
import { createRunReportSlice } from "./run-report-slice";
import { createRunSlice } from "./run-slice";
import type { Services } from "./services";
import { createOpeningSlice } from "./opening-slice";
import { createShiftReportSlice } from "./shift-report-slice";
import { createThresholdSlice } from "./threshold-slice";
import { createTimingSlice } from "./timing-slice";
import { createViewSlice } from "./view-slice";
import { createWhySlice } from "./why-slice";

export type AppStore = StoreApi<AppState>;

export function createAppStore(services: Services): AppStore {
  const store = createStore<AppState>((...args) => ({
    ...createViewSlice(services)(...args),
    ...createDatasetSlice(services)(...args),
    ...createCarveSlice(services)(...args),
    ...createDealSlice(services)(...args),
    ...createKeepSlice(services)(...args),
    ...createInspectSlice(services)(...args),
    ...createFeaturesSlice(...args),
    ...createPreparationSlice(services)(...args),
    ...createTimingSlice(services)(...args),
    ...createModelSlice(services)(...args),
    ...createRunSlice(services)(...args),
    ...createRankingSlice(services)(...args),
    ...createThresholdSlice(...args),
    ...createCompareSlice(services)(...args),
    ...createWhySlice(services)(...args),
    ...createInjectSlice(services)(...args),
    ...createErrorsSlice(services)(...args),
    ...createInsightSlice(services)(...args),
    ...createDriftSlice(services)(...args),
    ...createHeldOutSlice(services)(...args),
    ...createCorrectionSlice(...args),
    ...createApartSlice(services)(...args),
    ...createShiftReportSlice(services)(...args),
    ...createRunReportSlice(services)(...args),
    ...createOpeningSlice(services)(...args),
  }));
  store.subscribe((state, before) => {
    if (isOtherDataset(state, before)) state.keepSoon();
  });
  return store;
}
