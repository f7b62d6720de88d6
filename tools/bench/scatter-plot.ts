const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = { left: 64, right: 16, top: 40, bottom: 40 };

/** A line of points on two logarithmic axes, as an SVG picture of its own. */
export function scatterPlot(points: readonly { readonly rows: number; readonly ms: number }[], title: string): string {
  const x = logScale(points.map(({ rows }) => rows), MARGIN.left, WIDTH - MARGIN.right);
  const y = logScale(points.map(({ ms }) => ms), HEIGHT - MARGIN.bottom, MARGIN.top);
  const places = points.map(({ rows, ms }) => [x.at(rows).toFixed(1), y.at(ms).toFixed(1)] as const);
  const base = HEIGHT - MARGIN.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${MARGIN.left}" y="22" font-size="14">${title}</text>`,
    ...x.ticks.map((tick) => {
      const at = x.at(tick).toFixed(1);
      return `<path d="M${at} ${MARGIN.top}V${base}" stroke="#ddd"/><text x="${at}" y="${base + 18}" text-anchor="middle">${tick.toLocaleString("en-GB")}</text>`;
    }),
    ...y.ticks.map((tick) => {
      const at = y.at(tick).toFixed(1);
      return `<path d="M${MARGIN.left} ${at}H${WIDTH - MARGIN.right}" stroke="#ddd"/><text x="${MARGIN.left - 8}" y="${Number(at) + 4}" text-anchor="end">${tick.toLocaleString("en-GB")}</text>`;
    }),
    `<polyline points="${places.map((place) => place.join(",")).join(" ")}" fill="none" stroke="#1f6feb" stroke-width="2"/>`,
    ...places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4" fill="#1f6feb"/>`),
    "</svg>",
    "",
  ].join("\n");
}

/** From the power of ten below the smallest value to the one above the largest. */
function logScale(values: readonly number[], from: number, to: number): { at: (value: number) => number; ticks: number[] } {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => from + ((Math.log10(value) - first) / (last - first)) * (to - from),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i)),
  };
}
