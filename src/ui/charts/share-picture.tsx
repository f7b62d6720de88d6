import { useState } from "react";
import { formatPrevalence } from "../../domain/format";
import type { Interval } from "../../domain/metrics/wilson";
import { SPLITS, SPLIT_TITLES, type PerSplit, type Split } from "../../domain/split";
import { extentOf, makeScale, ticksOf, widened, type Interval as Domain, type Scale } from "./kit/scales";
import { useSize } from "./kit/use-size";
import styles from "./share-picture.module.css";

/** A share of a split's rows with its interval; null where the split has no rows. */
export interface SplitShare {
  readonly share: number | null;
  readonly interval: Interval | null;
}

interface SharePictureProps {
  /** What it is the share of: "Share of positives". */
  readonly title: string;
  readonly shares: PerSplit<SplitShare>;
}

const ROW = 44;
const FOOT = 26;
const NAME_WIDTH = 102;
const VALUE_WIDTH = 74;
/** For the interval's text too, where the picture is wide enough. */
const WIDE_VALUE_WIDTH = 128;
const WIDE = 420;
const TICK_ROOM = 58;
/** In logits, beyond the outermost end of an interval. */
const MARGIN = 0.6;

/** Shares of the splits on a logit axis, where 0.1 % and 1 % lie as far apart as 99 % and 99.9 %. */
export function SharePicture({ title, shares }: SharePictureProps) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const width = useSize(host)?.width ?? 0;
  const height = SPLITS.length * ROW + FOOT;
  return (
    <div ref={setHost} className={styles.frame} style={{ minHeight: height }}>
      {width > 0 && (
        <svg width={width} height={height} data-picture role="img" aria-label={`${title}: ${SPLITS.map((split) => sentenceOf(split, shares[split])).join("; ")}`}>
          <Rows shares={shares} width={width} />
        </svg>
      )}
    </div>
  );
}

function Rows({ shares, width }: Pick<SharePictureProps, "shares"> & { readonly width: number }) {
  const [left, right] = [NAME_WIDTH, Math.max(NAME_WIDTH + 40, width - (width < WIDE ? VALUE_WIDTH : WIDE_VALUE_WIDTH))];
  const scale = makeScale("logit", domainOf(shares), [left, right]);
  const foot = SPLITS.length * ROW;
  return (
    <>
      {ticksOf("logit", scale.domain, Math.max(2, Math.floor((right - left) / TICK_ROOM))).map((tick) => (
        <g key={tick} className={styles.axis}>
          <line x1={scale.at(tick)} x2={scale.at(tick)} y1={0} y2={foot} />
          <text x={scale.at(tick)} y={foot + 18} textAnchor="middle">
            {shareTick(tick)}
          </text>
        </g>
      ))}
      {SPLITS.map((split, index) => (
        <Row key={split} split={split} shown={shares[split]} scale={scale} middle={(index + 0.5) * ROW} right={width} />
      ))}
    </>
  );
}

interface RowProps {
  readonly split: Split;
  readonly shown: SplitShare;
  readonly scale: Scale;
  readonly middle: number;
  readonly right: number;
}

function Row({ split, shown: { share, interval }, scale, middle, right }: RowProps) {
  const [from, to] = scale.range;
  // A share of 0 or 1 has no place on the axis: it stands at its end, hollow.
  const at = (value: number): number => Math.min(to, Math.max(from, value <= 0 ? from : value >= 1 ? to : scale.at(value)));
  const colour = `var(--${split})`;
  const beyond = share === 0 || share === 1;
  return (
    <g>
      <title>{sentenceOf(split, { share, interval })}</title>
      <rect x={0} y={middle - ROW / 2} width={right} height={ROW} fill="transparent" />
      <circle cx={5} cy={middle} r={4.5} fill={colour} />
      <text x={16} y={middle + 4} className={styles.name ?? ""}>
        {SPLIT_TITLES[split]}
      </text>
      {interval !== null && <path d={whisker(at(interval.low), at(interval.high), middle)} stroke={colour} strokeWidth={2} fill="none" />}
      {share !== null && <circle cx={at(share)} cy={middle} r={5.5} fill={beyond ? "var(--card)" : colour} stroke={colour} strokeWidth={2} />}
      <text x={right} y={middle + 4} textAnchor="end" className={styles.value ?? ""}>
        {share === null ? "no rows" : formatPrevalence(share)}
      </text>
      {interval !== null && (
        // Below the line of the dot: in a narrow picture it is wider than the room beside it.
        <text x={right} y={middle + 19} textAnchor="end" className={styles.interval ?? ""}>
          {rangeOf(interval)}
        </text>
      )}
    </g>
  );
}

function whisker(from: number, to: number, middle: number): string {
  return `M${from} ${middle - 6}V${middle + 6}M${from} ${middle}H${to}M${to} ${middle - 6}V${middle + 6}`;
}

/** All that can be drawn, with room at both ends. */
function domainOf(shares: PerSplit<SplitShare>): Domain {
  const values = SPLITS.flatMap((split) => {
    const { share, interval } = shares[split];
    return [share, interval?.low ?? null, interval?.high ?? null].filter((value) => value !== null);
  });
  const [low, high] = widened(extentOf(values, "logit") ?? [0.01, 0.99], "logit");
  return [moved(low, -MARGIN), moved(high, MARGIN)];
}

/** A share whose log-odds are so much more. */
function moved(share: number, by: number): number {
  const odds = (share / (1 - share)) * Math.exp(by);
  return odds / (1 + odds);
}

/** As a percentage in few digits, what is near 100 % by its distance from it: 0.1 %, 99.99 %. */
function shareTick(share: number): string {
  const percent = share > 0.5 ? 100 - Number((100 * (1 - share)).toPrecision(2)) : 100 * share;
  return `${Number(percent.toPrecision(12))}\u202f%`;
}

function sentenceOf(split: Split, { share, interval }: SplitShare): string {
  if (share === null) return `${SPLIT_TITLES[split]}: no rows`;
  const range = interval === null ? "" : `, 95 % interval ${rangeOf(interval)}`;
  return `${SPLIT_TITLES[split]}: ${formatPrevalence(share)}${range}`;
}

function rangeOf({ low, high }: Interval): string {
  return `${formatPrevalence(low)} to ${formatPrevalence(high)}`;
}
