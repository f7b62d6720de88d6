import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { usePlot } from "./plot-context";
import { ariaNumber, tickText } from "./scales";
import styles from "./xy-plot.module.css";

interface DragLineProps {
  /** What is dragged: "Threshold". */
  readonly label: string;
  readonly value: number;
  /** Told at the pointer's speed. Where the plot's own props do not follow from it, nothing but this line is drawn again. */
  readonly onChange: (value: number) => void;
  /** Told once the line is let go, or after a key. */
  readonly onRelease?: (value: number) => void;
  /** How the value is written beside the line and read out. */
  readonly format?: (value: number) => string;
  /** Of CSS; ink by default. */
  readonly colour?: string;
}

/** Wide enough to be hit with a finger, in pixels. */
const REACH = 24;
/** Of the axis' length, a key press. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01, PageDown: -0.1, PageUp: 0.1, Home: -Infinity, End: Infinity };

/** An upright line across a plot that is moved by pointer or keys. Within the plot's children. */
export function DragLine({ label, value, onChange, onRelease, format, colour }: DragLineProps) {
  const { x, area, host } = usePlot();
  const [held, setHeld] = useState<number | null>(null);
  /** How far from the line it was taken, in pixels. */
  const grip = useRef(0);
  const shown = held ?? value;
  const [left, right] = [area.left, area.left + area.width];
  const within = (pixel: number): number => Math.min(right, Math.max(left, pixel));
  const place = x.at(shown);
  const at = within(Number.isNaN(place) ? (shown > x.domain[0] ? right : left) : place);
  const outside = place < left - 1 || place > right + 1;

  const pixelOf = ({ clientX }: PointerEvent): number => clientX - (host?.getBoundingClientRect().left ?? 0);
  const follow = (event: PointerEvent): void => {
    const next = x.value(within(pixelOf(event) - grip.current));
    setHeld(next);
    onChange(next);
  };
  const letGo = (): void => {
    if (held !== null) onRelease?.(held);
    setHeld(null);
  };
  const step = (event: KeyboardEvent): void => {
    const part = STEPS[event.key];
    if (part === undefined) return;
    event.preventDefault();
    const next = x.value(within(at + part * area.width));
    onChange(next);
    onRelease?.(next);
  };
  const text = format?.(shown) ?? tickText(shown, x.kind);
  const beyondMiddle = at > (left + right) / 2;
  return (
    <g
      className={styles.drag}
      style={colour === undefined ? undefined : { "--drag": colour } as object}
      tabIndex={0}
      role="slider"
      data-held={held !== null || undefined}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={ariaNumber(x.domain[0])}
      aria-valuemax={ariaNumber(x.domain[1])}
      aria-valuenow={ariaNumber(shown)}
      aria-valuetext={text}
      opacity={outside ? 0.4 : undefined}
      onKeyDown={step}
    >
      <line x1={at} x2={at} y1={area.top} y2={area.top + area.height} />
      <path d={`M${at - 6} ${area.top - 2}h12v5l-6 6l-6 -6z`} />
      <text x={at + (beyondMiddle ? -10 : 10)} y={area.top + 10} textAnchor={beyondMiddle ? "end" : "start"} aria-hidden>
        {text}
      </text>
      <rect
        x={at - REACH / 2}
        y={area.top - 4}
        width={REACH}
        height={area.height + 4}
        data-aside
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = pixelOf(event) - at;
          setHeld(shown);
        }}
        onPointerMove={(event) => {
          if (held !== null) follow(event);
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
      />
    </g>
  );
}
