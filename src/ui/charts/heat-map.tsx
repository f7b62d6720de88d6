import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, type CSSProperties } from "react";
import { formatCorrelation } from "../../domain/inspect/finding-words";
import type { Correlation } from "../../domain/inspect/profile";
import { cellShare as share, useCellCursor, type Cell } from "./cell-cursor";
import { cssColour, heatColour } from "./heat-colours";
import styles from "./heat-map.module.css";

interface HeatMapProps {
  readonly correlation: Correlation;
  /** What the map shows, in a sentence. */
  readonly summary: string;
}

/** Of more columns than this, names and figures no longer fit into the map; the line below it has them. */
const MOST_NAMED = 32;
const MOST_WRITTEN = 14;
/** From here on the card's colour is read more easily on a cell than ink. */
const STRONG = { light: 0.7, dark: 0.6 } as const;

/** Correlations as colours. One cell at a time is read out: under the pointer, or moved to with the arrow keys. */
export function HeatMap({ correlation, summary }: HeatMapProps) {
  const { columns, matrix } = correlation;
  const count = columns.length;
  const scheme = useComputedColorScheme("light");
  const { cell: shown, handlers } = useCellCursor(count, count);
  const named = count <= MOST_NAMED;
  return (
    <div>
      <div className={styles.room} data-named={named || undefined}>
        <div className={styles.frame} style={{ "--count": count } as CSSProperties} data-named={named || undefined}>
          {named && <Names names={columns} className={styles.over} />}
          {named && <Names names={columns} className={styles.beside} />}
          <div
            className={styles.map}
            aria-label={summary}
            {...handlers}
          >
            <Pixels correlation={correlation} scheme={scheme} />
            {count <= MOST_WRITTEN && <Figures matrix={matrix} scheme={scheme} />}
            {shown !== null && (
              <div
                className={styles.cell}
                style={{ left: share(shown.column, count), top: share(shown.row, count), width: share(1, count), height: share(1, count) }}
              />
            )}
          </div>
        </div>
      </div>
      <p className={styles.reading} role="status">
        {shown === null ? "Point at a cell, or move with the arrow keys." : readingOf(correlation, shown)}
      </p>
      <HeatLegend scheme={scheme} />
    </div>
  );
}

/** A pixel a cell, which the style sheet enlarges; what is not defined stays open to the hatching behind it. */
function Pixels({ correlation: { columns, matrix }, scheme }: { readonly correlation: Correlation; readonly scheme: "light" | "dark" }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const count = columns.length;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || count === 0) return;
    const image = context.createImageData(count, count);
    matrix.forEach((value, index) => {
      if (!Number.isNaN(value)) image.data.set([...heatColour(value, scheme), 255], 4 * index);
    });
    context.putImageData(image, 0, 0);
  }, [count, matrix, scheme]);
  return <canvas ref={canvas} className={styles.pixels} width={count} height={count} aria-hidden />;
}

function Figures({ matrix, scheme }: { readonly matrix: Float64Array; readonly scheme: "light" | "dark" }) {
  return (
    <div className={styles.figures} aria-hidden>
      {Array.from(matrix, (value, index) => (
        <span key={index} data-strong={Math.abs(value) > STRONG[scheme] || undefined}>
          {formatCorrelation(value, 2)}
        </span>
      ))}
    </div>
  );
}

function Names({ names, className }: { readonly names: readonly string[]; readonly className: string | undefined }) {
  return (
    <div className={className} aria-hidden>
      {names.map((name) => (
        <span key={name} title={name}>
          {name}
        </span>
      ))}
    </div>
  );
}

const LEGEND = Array.from({ length: 21 }, (_, index) => (index - 10) / 10);

function HeatLegend({ scheme }: { readonly scheme: "light" | "dark" }) {
  return (
    <div className={styles.legend} aria-hidden>
      <span>−1</span>
      <span
        className={styles.bar}
        style={{ background: `linear-gradient(to right, ${LEGEND.map((value) => cssColour(heatColour(value, scheme))).join(", ")})` }}
      />
      <span>1</span>
      <span className={styles.undefined} />
      <span>not defined</span>
    </div>
  );
}

function readingOf({ columns, matrix }: Correlation, { row, column }: Cell): string {
  const value = matrix[row * columns.length + column] ?? NaN;
  return `${columns[row] ?? ""} and ${columns[column] ?? ""}: ${writeCorrelation(value)}`;
}

export function writeCorrelation(value: number): string {
  return Number.isNaN(value) ? "not defined: one of them is constant, infinite or empty" : formatCorrelation(value, 4);
}
