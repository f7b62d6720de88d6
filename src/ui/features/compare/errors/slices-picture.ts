import { SPLIT_TITLES, type Split } from "../../../../domain/split";
import type { SliceMetric, SliceRow } from "../../../../domain/why/slices";
import { svgElement } from "../../../charts/kit/svg-element";
import { fullLength, intervalOf, keyText, metricText } from "./slice-text";

/** In pixels. */
const NAMES = 190;
const BAR = 360;
const FIGURES = 110;
const LINE = 18;
const GAP = 8;
const LONGEST_NAME = 28;

export interface PictureColours {
  readonly ink: string;
  readonly muted: string;
  readonly hues: Readonly<Record<Split, string>>;
}

/** The bars of slices with their names, intervals and figures, a line for each split. */
export function slicesPicture(rows: readonly SliceRow[], metric: SliceMetric, splits: readonly Split[], colours: PictureColours): SVGElement {
  const full = fullLength(metric, rows);
  const several = splits.length > 1;
  const height = rows.length * (splits.length * LINE + GAP);
  const svg = svgElement("svg", { width: NAMES + BAR + FIGURES, height });
  const text = { "font-size": 12, dy: "0.32em" };
  let top = 0;
  for (const { key, splits: own } of rows) {
    const name = keyText(key);
    const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
    svg.append(svgElement("text", { ...text, fill: colours.ink, x: 0, y: top + LINE / 2 }, short));
    for (const split of splits) {
      const slice = own[split];
      const middle = top + LINE / 2;
      const value = slice?.metrics[metric] ?? null;
      if (several) svg.append(svgElement("text", { ...text, "font-size": 10, fill: colours.muted, x: NAMES - 6, y: middle, "text-anchor": "end" }, SPLIT_TITLES[split]));
      if (value !== null && Number.isFinite(value)) {
        svg.append(svgElement("rect", { x: NAMES, y: top + 2, width: (BAR * value) / full, height: LINE - 4, fill: colours.hues[split], "fill-opacity": slice?.small === true ? 0.35 : 0.75 }));
      }
      const interval = slice === undefined ? null : intervalOf(metric, slice);
      if (interval !== null) {
        const [from, to] = [NAMES + BAR * interval.low, NAMES + BAR * interval.high];
        const path = `M${from} ${middle - 4}V${middle + 4}M${from} ${middle}H${to}M${to} ${middle - 4}V${middle + 4}`;
        svg.append(svgElement("path", { d: path, stroke: colours.ink, fill: "none" }));
      }
      const figure = slice === undefined ? "no rows" : `${metricText(metric, value)}${slice.small ? ", few rows" : ""}`;
      svg.append(svgElement("text", { ...text, fill: colours.ink, x: NAMES + BAR + 8, y: middle }, figure));
      top += LINE;
    }
    top += GAP;
  }
  return svg;
}
