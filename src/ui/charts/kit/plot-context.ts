import { createContext, use } from "react";
import type { Scale } from "./scales";

/** The box that the axes span, in pixels from the upper left corner of the plot. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Plot {
  /** Rightwards over the area; `x.at(value)` and `x.value(pixel)` are in pixels of the plot. */
  readonly x: Scale;
  /** Upwards: its range goes from the foot of the area to its top. */
  readonly y: Scale;
  readonly area: PlotArea;
  /** An element of the plot's own size, for what is no SVG. */
  readonly host: HTMLElement | null;
}

export const PlotContext = createContext<Plot | null>(null);

/** The scales of the plot around an overlay. */
export function usePlot(): Plot {
  const plot = use(PlotContext);
  if (plot === null) throw new Error("usePlot needs an XyPlot around it.");
  return plot;
}
