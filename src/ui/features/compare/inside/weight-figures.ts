import { formatCount, formatStatistic } from "../../../../domain/format";
import { heatMap, type HeatMap } from "../../../../domain/insight/heat-map";
import { layerName } from "../../../../domain/insight/inside-words";
import type { BlockWeights } from "../../../../domain/weights";
import type { ChartTable } from "../../../charts/kit/chart-table";
import { cssColour, heatColour } from "../../../charts/heat-colours";
import { svgElement } from "../../../charts/kit/svg-element";

/** The weights of a layer, thinned; a row a unit, a column an input. */
export interface WeightMap {
  readonly layer: number;
  readonly layers: number;
  readonly in: number;
  readonly out: number;
  readonly map: HeatMap;
  /** `[out]` */
  readonly bias: Float32Array;
  /** The largest size of a cell. */
  readonly reach: number;
  /** Of the inputs, where they are columns of the matrix; null where they are units. */
  readonly inputs: readonly string[] | null;
}

/** More cells than this are joined: a screen shows no more, and the table stays short. */
export const MOST_CELLS = 4096;

export function weightMap(weights: BlockWeights, layer: number, layers: number, inputs: readonly string[] | null): WeightMap {
  const out = weights.bias.length;
  const map = heatMap(weights.weight, out, weights.weight.length / out, MOST_CELLS);
  let reach = 0;
  for (const value of map.cells) if (Number.isFinite(value)) reach = Math.max(reach, Math.abs(value));
  const columns = weights.weight.length / out;
  return { layer, layers, in: columns, out, map, bias: weights.bias, reach, inputs: inputs?.length === columns ? inputs : null };
}

/** A run of numbers, counted from 1: "unit 3", "units 17–32". */
function span(one: string, cell: number, perCell: number, of: number): string {
  const from = cell * perCell + 1;
  const to = Math.min(of, from + perCell - 1);
  return from === to ? `${one} ${from}` : `${one}s ${from}–${to}`;
}

function unitText({ map, out }: WeightMap, row: number): string {
  return span("unit", row, map.rowsPerCell, out);
}

function inputText({ map, in: width, inputs }: WeightMap, column: number): string {
  if (inputs !== null && map.columnsPerCell === 1) return inputs[column] ?? "";
  return span("input", column, map.columnsPerCell, width);
}

export function isThinned({ map }: WeightMap): boolean {
  return map.rowsPerCell * map.columnsPerCell > 1;
}

export function writeWeight(value: number): string {
  return Number.isFinite(value) ? formatStatistic(value) : "not a finite number";
}

/** What is read at a cell. */
export function cellReading(weights: WeightMap, row: number, column: number): string {
  const { map, bias } = weights;
  const value = writeWeight(map.cells[row * map.columns + column] ?? NaN);
  const place = `${unitText(weights, row)} from ${inputText(weights, column)}`;
  const what = isThinned(weights) ? `mean weight ${value}` : value;
  return map.rowsPerCell === 1 ? `${place}: ${what} (bias of the unit ${writeWeight(bias[row] ?? NaN)})` : `${place}: ${what}`;
}

/** What the map shows, in a sentence. */
export function weightSummary(weights: WeightMap): string {
  const { layer, layers, map } = weights;
  const thinned = isThinned(weights) ? `, in cells of ${map.rowsPerCell} by ${map.columnsPerCell} weights` : "";
  return `Weights of ${layerName(layer, layers).toLowerCase()}: ${formatCount(weights.out)} units by ${formatCount(weights.in)} inputs${thinned}. The largest has a size of ${writeWeight(map.largest)}.`;
}

/** A cell a row. */
export function weightTable(weights: WeightMap): ChartTable {
  const { map } = weights;
  return {
    columns: ["unit", "input", isThinned(weights) ? "mean weight" : "weight"],
    rows: Array.from(map.cells, (value, at) => {
      const [row, column] = [Math.floor(at / map.columns), at % map.columns];
      return [unitText(weights, row), inputText(weights, column), Number.isFinite(value) ? value : null];
    }),
    format: formatStatistic,
  };
}

/** Place of a weight on the colour scale, from -1 to 1; NaN where it has no colour. */
export function placeOf(value: number, reach: number): number {
  if (!Number.isFinite(value)) return NaN;
  return reach === 0 ? 0 : value / reach;
}

/** In pixels: the longer side of a saved map, its least side, and the room for what is written at its edges. */
const [SIDE, LEAST, EDGE, LEGEND] = [560, 24, 24, 34] as const;

/** The map as a picture of its own, with its colour scale. */
export function weightPicture(weights: WeightMap, reach: number, scheme: "light" | "dark", ink: string): SVGElement {
  const { rows, columns, cells } = weights.map;
  const cell = SIDE / Math.max(rows, columns);
  const [wide, high] = [Math.max(LEAST, columns * cell), Math.max(LEAST, rows * cell)];
  const svg = svgElement("svg", { width: Math.max(EDGE + wide, 360), height: EDGE + high + LEGEND });
  const text = { fill: ink, "font-size": 12 };
  svg.append(svgElement("text", { ...text, x: EDGE, y: 14 }, `inputs 1 to ${weights.in} →`));
  svg.append(svgElement("text", { ...text, transform: `translate(14 ${EDGE}) rotate(90)` }, `units 1 to ${weights.out} →`));
  for (const [at, value] of cells.entries()) {
    const place = placeOf(value, reach);
    if (Number.isNaN(place)) continue;
    const box = { x: EDGE + ((at % columns) * wide) / columns, y: EDGE + (Math.floor(at / columns) * high) / rows, width: wide / columns, height: high / rows };
    svg.append(svgElement("rect", { ...box, fill: cssColour(heatColour(place, scheme)) }));
  }
  for (let step = -10; step <= 10; step++) {
    svg.append(svgElement("rect", { x: EDGE + (step + 10) * 8, y: EDGE + high + 8, width: 8, height: 8, fill: cssColour(heatColour(step / 10, scheme)) }));
  }
  svg.append(svgElement("text", { ...text, x: EDGE + 176, y: EDGE + high + 16 }, `−${writeWeight(reach)} to ${writeWeight(reach)}`));
  return svg;
}
