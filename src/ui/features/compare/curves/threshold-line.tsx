import type { AppState } from "../../../../state/app-state";
import { thresholdOf } from "../../../../state/threshold-slice";
import { DragLine } from "../../../charts/kit/drag-line";
import { usePlot } from "../../../charts/kit/plot-context";
import { useApp } from "../../../store-context";
import { formatThreshold, pointedAt } from "./threshold-text";

export function thresholdValue(state: AppState): number {
  return thresholdOf(state).value;
}

/** The threshold of the stage across a plot whose x axis is the score. It alone is drawn again while it is dragged. */
export function ThresholdLine({ of }: { readonly of: string }) {
  const { x } = usePlot();
  const value = useApp(thresholdValue);
  const choose = useApp((state) => state.chooseThreshold);
  const neat = (next: number): number => {
    const at = x.at(next);
    return Number.isFinite(at) ? pointedAt(next, x.value(at + 0.5) - x.value(at - 0.5)) : next;
  };
  return (
    <g data-overlay>
      <DragLine
        label={`Threshold on ${of}`}
        value={value}
        format={(next) => formatThreshold(next === value ? next : neat(next))}
        onChange={(next) => {
          choose(neat(next), { kind: "dragged" });
        }}
      />
    </g>
  );
}
