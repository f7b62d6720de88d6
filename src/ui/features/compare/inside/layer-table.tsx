import { ACTIVATIONS } from "../../../../domain/hidden-layers";
import { layerName } from "../../../../domain/insight/inside-words";
import type { LayerReport } from "../../../../domain/insight/layer-report";
import type { EpochInsight } from "../../../../state/insight-slice";
import { Card } from "../../../components/card";
import { momentText } from "./inside-words";
import styles from "./inside.module.css";
import { LAYER_FIGURES, formatNorm } from "./layer-figures";
import { shapeText } from "./spread-figures";

/** All layers at the epoch shown, a row each. */
export function LayerTable({ shown }: { readonly shown: EpochInsight }) {
  const { layers } = shown.insight;
  const since = shown.update?.since;
  return (
    <Card title="Layer by layer" hint={momentText(shown.epoch)}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Figures of the layers">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Shape</th>
              <th scope="col">Gradient norm</th>
              <th scope="col">Weight norm</th>
              <th scope="col">{since === undefined ? "Update to weight" : `Update to weight since epoch ${since}`}</th>
              <th scope="col">Stuck units</th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer, index) => (
              <tr key={layer.index}>
                <th scope="row">{layerName(index, layers.length)}</th>
                <td>{shapeText(layer, layer.activation === null ? null : ACTIVATIONS[layer.activation].title)}</td>
                <td data-alarming={layer.gradientNorm === 0 || undefined}>{norm(layer.gradientNorm)}</td>
                <td>{norm(layer.weightNorm)}</td>
                <td>{norm(shown.update?.ratios[index] ?? null)}</td>
                <td data-alarming={isMostlyStuck(layer) || undefined}>{stuckText(shown, index)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function norm(value: number | null): string {
  if (value === null) return "–";
  return Number.isFinite(value) ? formatNorm(value) : "not finite";
}

function isMostlyStuck({ idle, out }: LayerReport): boolean {
  return idle !== null && idle.units.length >= out / 2;
}

function stuckText(shown: EpochInsight, layer: number): string {
  const count = LAYER_FIGURES.idle.of(shown, layer);
  if (count === null) return "–";
  const kind = count === 0 ? "" : ` ${shown.insight.layers[layer]?.idle?.kind ?? ""}`;
  return `${LAYER_FIGURES.idle.write(count, shown.insight, layer)}${kind}`;
}
