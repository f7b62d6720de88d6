import { useEffect, useRef, useState } from "react";
import { paceAfter, secondsLeft, type WorkPace } from "../../domain/time-left";

/** Milliseconds between two looks at the clock, so that it counts down. */
const TICK = 500;

const nowInSeconds = (): number => performance.now() / 1000;

/** How long work of which a share is told will go on, in whole seconds; null while that cannot be told. */
export function useSecondsLeft(share: number | null): number | null {
  const pace = useRef<WorkPace | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    pace.current = share === null ? null : paceAfter(pace.current, share, nowInSeconds());
  }, [share]);
  useEffect(() => {
    const ticking = setInterval(() => { setLeft(secondsLeft(pace.current, nowInSeconds())); }, TICK);
    return () => { clearInterval(ticking); };
  }, []);
  return left;
}
