import type { StateCreator } from "zustand/vanilla";
import type { DatasetSlice } from "./dataset-slice";
import type { PreparationSlice } from "./preparation-slice";
import type { ModelSlice } from "./model-slice";
import type { RankingSlice } from "./ranking-slice";
import type { RunSlice } from "./run-slice";
import type { OpeningSlice } from "./opening-slice";
import type { TimingSlice } from "./timing-slice";
import type { ViewSlice } from "./view-slice";

export type AppState = ViewSlice & TimingSlice & DatasetSlice & PreparationSlice & ModelSlice & RunSlice & RankingSlice & OpeningSlice;

/** A slice sees the whole state and adds its own part. */
export type SliceCreator<Slice> = StateCreator<AppState, [], [], Slice>;
