import { svgElement } from "./svg-element";

/** Pixels of a PNG for one of the page. */
const SCALE = 2;
const PADDING = 16;
const TITLE_HEIGHT = 30;
const LEGEND_HEIGHT = 24;

/** What decides how an element of an SVG looks, and comes from style sheets on the page. */
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
] as const;

/** What goes into a file. */
export interface PictureSource {
  readonly title: string;
  /** Its charts (each `svg[data-picture]`, laid out as on the page) are taken; what is for reading only (`data-aside`) is left out. */
  readonly figure: HTMLElement;
  /** A picture made for the file, for charts that are no SVG on the page; its colours are written in it. */
  readonly own?: SVGElement | undefined;
}

/**
 * A chart as a file that stands alone: with a title, a legend and the card's background, all colours and fonts written into it.
 * @throws Error where there is no chart, or the browser cannot draw it
 */
export async function pictureOf(source: PictureSource, kind: "svg" | "png"): Promise<Blob> {
  const { svg, width, height } = framed(source, source.own === undefined ? chartsOf(source.figure) : sizeOf(source.own));
  const text = new XMLSerializer().serializeToString(svg);
  if (kind === "svg") return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`], { type: "image/svg+xml" });
  return drawn(text, width * SCALE, height * SCALE);
}

interface Content {
  readonly content: SVGElement;
  readonly width: number;
  readonly height: number;
  readonly legend: readonly LegendEntry[];
}

function sizeOf(content: SVGElement): Content {
  return { content, width: Number(content.getAttribute("width")), height: Number(content.getAttribute("height")), legend: [] };
}

function chartsOf(figure: HTMLElement): Content {
  const charts = [...figure.querySelectorAll<SVGSVGElement>("svg[data-picture]")];
  if (charts.length === 0) throw new Error("Nothing is drawn yet.");
  const boxes = charts.map((chart) => chart.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const content = svgElement("g", {});
  charts.forEach((chart, index) => {
    const box = boxes[index];
    const place = svgElement("g", { transform: `translate(${(box?.left ?? 0) - left} ${(box?.top ?? 0) - top})` });
    for (const child of chart.children) {
      const copy = standalone(child);
      if (copy !== null) place.append(copy);
    }
    content.append(place);
  });
  const [right, foot] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
  return { content, width: Math.ceil(right - left), height: Math.ceil(foot - top), legend: legendOf(charts) };
}

interface Framed {
  readonly svg: SVGElement;
  readonly width: number;
  readonly height: number;
}

function framed({ figure, title }: PictureSource, { content, legend, ...inner }: Content): Framed {
  const head = PADDING + TITLE_HEIGHT + (legend.length === 0 ? 0 : LEGEND_HEIGHT);
  const width = inner.width + 2 * PADDING;
  const height = inner.height + head + PADDING;
  const { fontFamily, color } = getComputedStyle(figure);
  const svg = svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": fontFamily });
  svg.append(svgElement("rect", { width, height, fill: backgroundOf(figure) }));
  svg.append(svgElement("text", { x: PADDING, y: PADDING + 14, fill: color, "font-size": 15, "font-weight": 650 }, title));
  appendLegend(svg, legend, color);
  const place = svgElement("g", { transform: `translate(${PADDING} ${head})` });
  place.append(content);
  svg.append(place);
  return { svg, width, height };
}

/** A copy with its looks written into it; null for what is not to be in the picture. */
function standalone(source: Element): Element | null {
  const style = getComputedStyle(source);
  if (source.hasAttribute("data-aside") || style.display === "none") return null;
  const copy = source.cloneNode(false) as Element;
  for (const { name } of [...copy.attributes]) {
    if (name === "class" || name === "style" || name === "role" || name === "tabindex" || name.startsWith("aria-") || name.startsWith("data-")) copy.removeAttribute(name);
  }
  if (!(source instanceof SVGClipPathElement) && source.closest("clipPath") === null) {
    for (const look of LOOKS) copy.setAttribute(look, style.getPropertyValue(look));
  }
  for (const child of source.childNodes) {
    const inner = child instanceof Element ? standalone(child) : child.cloneNode();
    if (inner !== null) copy.append(inner);
  }
  return copy;
}

interface LegendEntry {
  readonly title: string;
  readonly colour: string;
  readonly dash: string;
}

/** Series that have a title, each once. */
function legendOf(charts: readonly SVGSVGElement[]): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const series of charts.flatMap((chart) => [...chart.querySelectorAll("[data-title]")])) {
    const title = series.getAttribute("data-title") ?? "";
    const { stroke, strokeDasharray } = getComputedStyle(series);
    if (!entries.has(title)) entries.set(title, { title, colour: stroke, dash: strokeDasharray });
  }
  return [...entries.values()];
}

/** In a row; a character takes about 7 pixels. */
function appendLegend(svg: SVGElement, entries: readonly LegendEntry[], ink: string): void {
  let x = PADDING;
  const y = PADDING + TITLE_HEIGHT + 4;
  for (const { title, colour, dash } of entries) {
    svg.append(svgElement("line", { x1: x, x2: x + 18, y1: y, y2: y, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash }));
    svg.append(svgElement("text", { x: x + 24, y: y + 4, fill: ink, "font-size": 12 }, title));
    x += 24 + 7 * title.length + 16;
  }
}

/** The first background around an element that is not transparent. */
function backgroundOf(start: Element): string {
  for (let at: Element | null = start; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== "transparent" && !/, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return "white";
}

async function drawn(svg: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This browser gives no canvas to draw on.");
    context.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error("This browser did not encode the picture."));
        else resolve(blob);
      }, "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
