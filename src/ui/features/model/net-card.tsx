import { toBlocks, type Block } from "../../../domain/model-spec";
import { ACTIVATIONS } from "../../../domain/hidden-layers";
import { formatCount } from "../../../domain/format";
import { Card } from "../../components/card";
import { useApp } from "../../store-context";
import styles from "./model-stage.module.css";
import { assumedInputs } from "./assumed-inputs";

const HEIGHT = 220;
const COLUMN = 116;
const TOP = 34;
const BOTTOM = HEIGHT - 44;
/** More circles than this cannot be told apart; the rest is an ellipsis. */
const MOST_UNITS = 8;
const RADIUS = 6;

interface Column {
  readonly title: string;
  readonly below: string;
  readonly width: number;
  readonly ys: readonly number[];
}

/** The net as a picture: a column a layer, a circle a unit (at most eight of them), and lines between. */
export function NetCard() {
  const model = useApp((state) => state.config.model);
  const features = useApp((state) => state.inputs);
  const { inputs } = assumedInputs(features);
  const blocks = toBlocks(model, inputs);
  const columns = [column("Input", "features", inputs), ...blocks.map((block, index) => blockColumn(block, index, blocks.length))];
  const width = COLUMN * columns.length;
  return (
    <Card title="The net" hint={[inputs, ...blocks.map(({ out }) => out)].map(formatCount).join(" → ")}>
      <div className={styles.diagram} tabIndex={0} role="region" aria-label="Diagram of the net">
        <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={describe(inputs, blocks)}>
          {columns.slice(1).map((to, index) => {
            const from = columns[index];
            return from === undefined ? null : <Edges key={index} from={from} to={to} x={COLUMN * (index + 0.5)} />;
          })}
          {columns.map((each, index) => (
            <Units key={index} column={each} x={COLUMN * (index + 0.5)} />
          ))}
        </svg>
      </div>
    </Card>
  );
}

function column(title: string, below: string, width: number): Column {
  const shown = Math.min(width, MOST_UNITS);
  const step = Math.min(20, (BOTTOM - TOP) / Math.max(1, MOST_UNITS - 1));
  const first = (TOP + BOTTOM) / 2 - (step * (shown - 1)) / 2;
  return { title, below, width, ys: Array.from({ length: shown }, (_, unit) => first + unit * step) };
}

function blockColumn({ out, activation, dropout }: Block, index: number, count: number): Column {
  if (index === count - 1) return column("Output", "sigmoid", out);
  const name = activation === null ? "linear" : ACTIVATIONS[activation.type].title;
  return column(`Layer ${index + 1}`, dropout === 0 ? name : `${name}, drops ${Math.round(dropout * 100)} %`, out);
}

function Edges({ from, to, x }: { readonly from: Column; readonly to: Column; readonly x: number }) {
  const path = from.ys.flatMap((a) => to.ys.map((b) => `M${x + RADIUS} ${a}L${x + COLUMN - RADIUS} ${b}`)).join("");
  return <path d={path} stroke="var(--line-strong)" strokeWidth={0.6} opacity={0.7} fill="none" />;
}

function Units({ column: { title, below, width, ys }, x }: { readonly column: Column; readonly x: number }) {
  return (
    <g textAnchor="middle" fontSize={12}>
      <text x={x} y={14} fill="var(--ink)" fontWeight={600}>
        {title}
      </text>
      {ys.map((y) => (
        <circle key={y} cx={x} cy={y} r={RADIUS} fill="var(--card)" stroke="var(--ink)" strokeWidth={1.4} />
      ))}
      <text x={x} y={HEIGHT - 20} fill="var(--ink)">
        {width > ys.length ? `… ${formatCount(width)}` : formatCount(width)}
      </text>
      <text x={x} y={HEIGHT - 4} fill="var(--muted)" fontSize={11}>
        {below}
      </text>
    </g>
  );
}

function describe(inputs: number, blocks: readonly Block[]): string {
  const layers = blocks.slice(0, -1).map(({ out, activation, dropout }) => {
    const name = activation === null ? "no activation" : ACTIVATIONS[activation.type].title;
    return `${out} with ${name}${dropout === 0 ? "" : ` and dropout ${dropout}`}`;
  });
  return `${inputs} features, ${layers.map((layer) => `then ${layer}, `).join("")}then one output with a sigmoid.`;
}
