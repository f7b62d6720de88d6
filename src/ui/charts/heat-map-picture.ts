import type { Correlation } from "../../domain/inspect/profile";
import { cssColour, heatColour } from "./heat-colours";
import { svgElement } from "./kit/svg-element";

/** In pixels: the side of the map, and the room for names beside and above it. */
const SIDE = 560;
const NAMES = 130;

/** The map as a picture of its own, with the names of all columns. */
export function heatMapPicture({ columns, matrix }: Correlation, scheme: "light" | "dark", ink: string): SVGElement {
  const cell = SIDE / Math.max(1, columns.length);
  const text = { fill: ink, "font-size": Math.min(12, cell) };
  const svg = svgElement("svg", { width: NAMES + SIDE, height: NAMES + SIDE });
  for (const [index, name] of columns.entries()) {
    const middle = NAMES + (index + 0.5) * cell;
    svg.append(svgElement("text", { ...text, x: NAMES - 6, y: middle, dy: "0.32em", "text-anchor": "end" }, name));
    svg.append(svgElement("text", { ...text, transform: `translate(${middle} ${NAMES - 6}) rotate(-90)`, dy: "0.32em" }, name));
  }
  for (const [index, value] of matrix.entries()) {
    const [row, column] = [Math.floor(index / columns.length), index % columns.length];
    const place = { x: NAMES + column * cell, y: NAMES + row * cell, width: cell, height: cell };
    svg.append(svgElement("rect", { ...place, fill: cssColour(heatColour(value, scheme)) }));
  }
  return svg;
}
