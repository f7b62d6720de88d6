/** How fast work goes on of which a share is told from time to time. Times are seconds from any fixed moment. */
export interface WorkPace {
  /** When a share was told first: what was waited for before that says nothing of the pace. */
  readonly since: number;
  readonly from: number;
  readonly share: number;
  /** When it will be done, as it is shown; null while that cannot be told. */
  readonly end: number | null;
}

/** Told of less than this, in time and in share, an estimate would be a guess. */
const LEAST = { seconds: 1, share: 0.03 } as const;
/** What is shown stays, and counts down, until a new estimate is off by more than this: the larger of the two. */
const STEADY = { seconds: 2, share: 0.25 } as const;

/** The pace once a share, 0 to 1, is told. Less than before, beyond a trifle, is other work: it begins anew. */
export function paceAfter(pace: WorkPace | null, share: number, now: number): WorkPace {
  if (pace === null || share < pace.share - LEAST.share) return { since: now, from: share, share, end: null };
  const [done, took] = [share - pace.from, now - pace.since];
  if (done < LEAST.share || took < LEAST.seconds) return { ...pace, share };
  const left = (took * (1 - share)) / done;
  const isNear = pace.end !== null && Math.abs(pace.end - now - left) <= Math.max(STEADY.seconds, STEADY.share * left);
  return { ...pace, share, end: isNear ? pace.end : now + left };
}

/** Whole seconds until the work will be done, at least one; null while that cannot be told. */
export function secondsLeft(pace: WorkPace | null, now: number): number | null {
  if (pace === null || pace.end === null || pace.share >= 1) return null;
  return Math.max(1, Math.ceil(pace.end - now));
}
