import type { SliceCreator } from "./app-state";
import type { Stage } from "./stages";

export interface ViewSlice {
  readonly stage: Stage;
  /** Requests to other origins since the page was opened; stays 0. */
  readonly outboundRequests: number;
  openStage(stage: Stage): void;
  countOutboundRequests(more: number): void;
}

export const createViewSlice: SliceCreator<ViewSlice> = (set) => ({
  stage: "data",
  outboundRequests: 0,
  openStage: (stage) => {
    set({ stage });
  },
  countOutboundRequests: (more) => {
    set((state) => ({ outboundRequests: state.outboundRequests + more }));
  },
});
