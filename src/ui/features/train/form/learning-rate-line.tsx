import { useMemo } from "react";
import type { RunConfig } from "../../../../domain/run-config";
import { writeNumber } from "../../../components/write-number";
import styles from "../train-stage.module.css";
import { learningRates } from "./learning-rates";

const WIDTH = 240;
const HEIGHT = 40;
const EDGE = 2;

interface LearningRateLineProps {
  readonly config: RunConfig;
  /** In an epoch, null while unknown. */
  readonly steps: number | null;
}

/** The learning rate over the run, as a line from its first epoch to its last. */
export function LearningRateLine({ config, steps }: LearningRateLineProps) {
  const { schedule, optimizer, epochs } = config;
  const rates = useMemo(() => learningRates({ schedule, optimizer, epochs }, steps), [schedule, optimizer, epochs, steps]);
  if (rates === null) {
    return (
      <p className={styles.hint}>
        {epochs === 0 ? "A run of 0 epochs takes no step." : "Load the data to see the line: it decides how many steps there are."}
      </p>
    );
  }
  const first = shown(rates[0] ?? 0);
  const last = shown(rates.at(-1) ?? 0);
  const highest = shown(Math.max(...rates));
  return (
    <figure className={styles.rates}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Learning rate over the run: from ${first} to ${last}, at most ${highest}.`}
      >
        <path d={staircase(rates)} />
      </svg>
      <figcaption aria-hidden>
        <span>{first}</span>
        {highest !== first && highest !== last && <span>at most {highest}</span>}
        <span>{last}</span>
      </figcaption>
    </figure>
  );
}

/** A rate holds until the next one: flat pieces, joined upright. */
function staircase(rates: readonly number[]): string {
  const top = Math.max(...rates) || 1;
  const x = (i: number): string => ((WIDTH * i) / rates.length).toFixed(1);
  const y = (rate: number): string => (HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * rate) / top).toFixed(1);
  const pieces = rates.map((rate, i) => `V${y(rate)}H${x(i + 1)}`);
  return `M0,${y(rates[0] ?? 0)}${pieces.join("")}`;
}

function shown(rate: number): string {
  return writeNumber(Number(rate.toPrecision(3)));
}
