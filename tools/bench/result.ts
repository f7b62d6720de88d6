/** What is measured: of two times the smaller is better, of two rates the larger. */
export type Unit = "ms" | "rows/s" | "bytes" | "plain";

interface Figures {
  readonly values: readonly number[];
  readonly median: number;
}

export interface PeerFigures extends Figures {
  readonly name: string;
  /** How many times as fast as the peer Triptych is. */
  readonly ratio: number;
}

export interface Measurement extends Figures {
  readonly what: string;
  readonly unit: Unit;
  readonly peers: readonly PeerFigures[];
}

/** The middle value; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** Puts Triptych's values beside those of its peers; a peer without values is left out. */
export function compare(what: string, unit: Unit, values: readonly number[], peers: Readonly<Record<string, readonly number[]>> = {}): Measurement {
  const ours = median(values);
  return {
    what,
    unit,
    values,
    median: ours,
    peers: Object.entries(peers)
      .filter(([, theirs]) => theirs.length > 0)
      .map(([name, theirs]) => {
        const middle = median(theirs);
        return { name, values: theirs, median: middle, ratio: unit === "rows/s" ? ours / middle : middle / ours };
      }),
  };
}
