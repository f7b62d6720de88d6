import { useState } from "react";
import type { Interval } from "../../domain/metrics/wilson";
import styles from "./bar-picture.module.css";
import { useSize } from "./kit/use-size";

export interface NamedBar {
  readonly name: string;
  readonly value: number;
  /** What is written at its end. */
  readonly text: string;
  /** Said of it when it is pointed at. */
  readonly note: string;
  readonly interval?: Interval | null;
  /** Single values, drawn faint. */
  readonly marks?: readonly number[];
}

interface BarPictureProps {
  readonly title: string;
  readonly bars: readonly NamedBar[];
  /** 0 is on it. */
  readonly domain: readonly [low: number, high: number];
  /** Of CSS. */
  readonly colour: string;
}

const ROW = 26;
const HEAD = 28;
const BAR = 14;
/** A character of the names, in pixels, about. */
const CHARACTER = 7.4;
const VALUE_WIDTH = 66;

/** Bars from a common foot at 0, each with its name before and its figure behind. */
export function BarPicture({ title, bars, domain, colour }: BarPictureProps) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const width = useSize(host)?.width ?? 0;
  const height = HEAD + bars.length * ROW;
  return (
    <div className={styles.bars} ref={setHost} style={{ minHeight: height }}>
      {width > 0 && (
        <svg width={width} height={height} data-picture role="img" aria-label={`${title}: ${bars.map(({ note }) => note).join("; ")}`}>
          <circle cx={5} cy={11} r={4.5} fill={colour} />
          <text x={16} y={15} className={styles.barTitle ?? ""}>
            {title}
          </text>
          <Rows bars={bars} domain={domain} colour={colour} width={width} />
        </svg>
      )}
    </div>
  );
}

function Rows({ bars, domain: [low, high], colour, width }: Omit<BarPictureProps, "title"> & { readonly width: number }) {
  const longest = Math.max(...bars.map(({ name }) => name.length)) * CHARACTER + 20;
  const left = Math.min(longest, 0.36 * width);
  const room = Math.max(20, width - left - VALUE_WIDTH);
  const at = (value: number): number => left + (high > low ? (value - low) / (high - low) : 0) * room;
  const letters = Math.max(3, Math.floor((left - 12) / CHARACTER));
  return (
    <>
      {bars.map(({ name, value, text, note, interval, marks = [] }, index) => {
        const middle = HEAD + (index + 0.5) * ROW;
        return (
          <g key={name}>
            <title>{note}</title>
            <rect x={0} y={middle - ROW / 2} width={width} height={ROW} fill="transparent" />
            <text x={left - 8} y={middle + 4} textAnchor="end" className={styles.barName ?? ""}>
              {name.length > letters ? `${name.slice(0, letters - 1)}…` : name}
            </text>
            <rect x={Math.min(at(0), at(value))} y={middle - BAR / 2} width={Math.abs(at(value) - at(0))} height={BAR} rx={2} fill={colour} fillOpacity={0.45} />
            {marks.map((mark, place) => (
              <line key={place} x1={at(mark)} x2={at(mark)} y1={middle - BAR / 2} y2={middle + BAR / 2} stroke={colour} strokeOpacity={0.35} />
            ))}
            {interval !== undefined && interval !== null && <Whisker from={at(interval.low)} to={at(interval.high)} middle={middle} />}
            <text x={width} y={middle + 4} textAnchor="end" className={styles.barValue ?? ""}>
              {text}
            </text>
          </g>
        );
      })}
      <line x1={at(0)} x2={at(0)} y1={HEAD} y2={HEAD + bars.length * ROW} className={styles.barFoot ?? ""} />
    </>
  );
}

function Whisker({ from, to, middle }: { readonly from: number; readonly to: number; readonly middle: number }) {
  return <path d={`M${from} ${middle - 4}V${middle + 4}M${from} ${middle}H${to}M${to} ${middle - 4}V${middle + 4}`} className={styles.whisker ?? ""} fill="none" />;
}
