import { SegmentedControl, useComputedColorScheme } from "@mantine/core";
import { memo, useEffect, useMemo, useRef, useState, type CSSProperties } from "react";
import { formatCount } from "../../../../domain/format";
import { layerName } from "../../../../domain/insight/inside-words";
import { cellShare, useCellCursor } from "../../../charts/cell-cursor";
import { cssColour, heatColour } from "../../../charts/heat-colours";
import { ChartFrame } from "../../../charts/kit/chart-frame";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";
import { InTurn } from "./in-turn";
import { momentText } from "./inside-words";
import styles from "./inside.module.css";
import { useShownWeights } from "./use-insight";
import { useSlowly } from "./use-slowly";
import { useWeightMaps } from "./use-weight-maps";
import { cellReading, isThinned, placeOf, weightPicture, weightSummary, weightTable, writeWeight, type WeightMap } from "./weight-figures";

type ScaleOf = "layer" | "net";

/** The weights of every layer as colours, with one scale for all of them or one for each. */
export function WeightMaps() {
  const shown = useShownWeights();
  const fitted = useApp((state) => state.run?.data?.fitted.columns ?? null);
  const inputs = useMemo(() => fitted?.map(({ name }) => name) ?? null, [fitted]);
  const maps = useWeightMaps(shown?.weights ?? null, inputs);
  const [scale, setScale] = useState<ScaleOf>("layer");
  const most = Math.max(0, ...maps.map(({ reach }) => reach));
  if (shown === null) return null;
  return (
    <Card
      title="Weights"
      hint={shown.own ? momentText(shown.epoch) : `${momentText(shown.epoch)}, the nearest that is kept`}
      actions={
        <SegmentedControl size="xs" aria-label="Colour scale of the weights" value={scale} data={SCALES} onChange={(value) => { setScale(value === "net" ? "net" : "layer"); }} />
      }
    >
      <div className={styles.maps}>
        {maps.map((weights) => (
          <InTurn key={weights.layer} turn={weights.layer}>
            <WeightHeatSlowly weights={weights} reach={scale === "net" ? most : weights.reach} />
          </InTurn>
        ))}
      </div>
    </Card>
  );
}

const SCALES = [
  { value: "layer", label: "Scale of each layer" },
  { value: "net", label: "One scale" },
];

interface WeightHeatProps {
  readonly weights: WeightMap;
  /** What the ends of the colour scale stand for. */
  readonly reach: number;
}

function WeightHeatSlowly(props: WeightHeatProps) {
  return <WeightHeat {...useSlowly(props, 0, props.weights.layer)} />;
}

const WeightHeat = memo(function WeightHeat({ weights, reach }: WeightHeatProps) {
  const { map, layer, layers } = weights;
  const scheme = useComputedColorScheme("light");
  const { cell, handlers } = useCellCursor(map.rows, map.columns);
  const title = layerName(layer, layers);
  const summary = weightSummary(weights);
  return (
    <ChartFrame
      inside
      title={title}
      hint={`${formatCount(weights.out)} × ${formatCount(weights.in)}`}
      summary={summary}
      table={() => weightTable(weights)}
      fileName={`triptych-weights-${title}`.toLowerCase()}
      picture={() => weightPicture(weights, reach, scheme, getComputedStyle(document.body).color)}
      footer={<HeatScale reach={reach} scheme={scheme} />}
    >
      <div className={styles.axis} aria-hidden>
        <span>units down, inputs across</span>
        {isThinned(weights) && <span>means of {map.rowsPerCell} × {map.columnsPerCell}</span>}
      </div>
      <div className={styles.map} style={{ "--rows": map.rows, "--columns": map.columns } as CSSProperties} aria-label={summary} {...handlers}>
        <Pixels weights={weights} reach={reach} scheme={scheme} />
        {cell !== null && (
          <div
            className={styles.cell}
            style={{
              left: cellShare(cell.column, map.columns),
              top: cellShare(cell.row, map.rows),
              width: cellShare(1, map.columns),
              height: cellShare(1, map.rows),
            }}
          />
        )}
      </div>
      <p className={styles.reading} role="status">
        {cell === null ? "Point at a cell, or move with the arrow keys." : cellReading(weights, cell.row, cell.column)}
      </p>
    </ChartFrame>
  );
});

/** A pixel a cell, which the style sheet enlarges; what is no finite number stays open to the hatching behind it. */
function Pixels({ weights: { map }, reach, scheme }: WeightHeatProps & { readonly scheme: "light" | "dark" }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns, cells } = map;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    const image = context.createImageData(columns, rows);
    for (const [at, value] of cells.entries()) {
      const place = placeOf(value, reach);
      if (!Number.isNaN(place)) image.data.set([...heatColour(place, scheme), 255], 4 * at);
    }
    context.putImageData(image, 0, 0);
  }, [rows, columns, cells, reach, scheme]);
  return <canvas ref={canvas} className={styles.pixels} width={columns} height={rows} aria-hidden />;
}

const STEPS = Array.from({ length: 21 }, (_, index) => (index - 10) / 10);

function HeatScale({ reach, scheme }: { readonly reach: number; readonly scheme: "light" | "dark" }) {
  return (
    <span className={styles.scale}>
      <span>−{writeWeight(reach)}</span>
      <span className={styles.bar} style={{ background: `linear-gradient(to right, ${STEPS.map((value) => cssColour(heatColour(value, scheme))).join(", ")})` }} />
      <span>{writeWeight(reach)}</span>
    </span>
  );
}
