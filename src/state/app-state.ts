import type { StateCreator } from "zustand/vanilla";
import type { ApartSlice } from "./apart-slice";
import type { CarveSlice } from "./carve-slice";
import type { CompareSlice } from "./compare-slice";
import type { CorrectionSlice } from "./correction-slice";
import type { DealSlice } from "./deal-slice";
import type { DatasetSlice } from "./dataset-slice";
import type { DriftSlice } from "./drift-slice";
import type { ErrorsSlice } from "./errors-slice";
import type { HeldOutSlice } from "./held-out-slice";
import type { KeepSlice } from "./keep-slice";
import type { FeaturesSlice } from "./features-slice";
import type { InjectSlice } from "./inject-slice";
import type { InspectSlice } from "./inspect-slice";
import type { InsightSlice } from "./insight-slice";
import type { PreparationSlice } from "./preparation-slice";
import type { ModelSlice } from "./model-slice";
import type { RankingSlice } from "./ranking-slice";
import type { RunReportSlice } from "./run-report-slice";
import type { RunSlice } from "./run-slice";
import type { OpeningSlice } from "./opening-slice";
import type { ShiftReportSlice } from "./shift-report-slice";
import type { ThresholdSlice } from "./threshold-slice";
import type { TimingSlice } from "./timing-slice";
import type { ViewSlice } from "./view-slice";
import type { WhySlice } from "./why-slice";

export type AppState = ViewSlice &
  TimingSlice &
  DatasetSlice &
  CarveSlice &
  DealSlice &
  KeepSlice &
  InspectSlice &
  FeaturesSlice &
  PreparationSlice &
  ModelSlice &
  RunSlice &
  RankingSlice &
  ThresholdSlice &
  CompareSlice &
  WhySlice &
  InjectSlice &
  ErrorsSlice &
  InsightSlice &
  DriftSlice &
  HeldOutSlice &
  CorrectionSlice &
  ApartSlice &
  ShiftReportSlice &
  RunReportSlice &
  OpeningSlice;

/** A slice sees the whole state and adds its own part. */
export type SliceCreator<Slice> = StateCreator<AppState, [], [], Slice>;
