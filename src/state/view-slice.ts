import type { SliceCreator } from "./app-state";
import type { Services } from "./services";
import type { Stage } from "./stages";

export interface ViewSlice {
  readonly stage: Stage;
  /** The panel that was opened last in each stage that has several; absent where nobody opened one. */
  readonly openPanels: Partial<Record<Stage, string>>;
  /** Requests to other origins since the page was opened; stays 0. */
  readonly outboundRequests: number;
  openStage(stage: Stage): void;
  openPanel(stage: Stage, panel: string): void;
  countOutboundRequests(more: number): void;
  /** Hands a file to the person, such as the picture of a chart. */
  saveFile(name: string, content: Blob): void;
}

export const createViewSlice = ({ download }: Services): SliceCreator<ViewSlice> => (set) => ({
  stage: "data",
  openPanels: {},
  outboundRequests: 0,
  openStage: (stage) => {
    set({ stage });
  },
  openPanel: (stage, panel) => {
    set(({ openPanels }) => ({ openPanels: { ...openPanels, [stage]: panel } }));
  },
  countOutboundRequests: (more) => {
    set((state) => ({ outboundRequests: state.outboundRequests + more }));
  },
  saveFile: download,
});
