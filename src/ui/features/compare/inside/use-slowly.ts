import { useEffect, useRef, useState } from "react";

/** Between two charts that follow the same change, in milliseconds. */
const TURN_MS = 40;

/**
 * The latest value, taken over at most once in `ms`, in a task of its own. A run changes the state many times a second,
 * and what is drawn as a transition starts anew at each change.
 * @param turn those of a higher turn come later
 */
export function useSlowly<T>(value: T, ms: number, turn = 0): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const pending = useRef(0);
  const lastChange = useRef(-Infinity);
  useEffect(() => {
    latest.current = value;
    if (pending.current !== 0 || Object.is(value, shown)) return;
    const wait = Math.max(turn * TURN_MS, lastChange.current + ms - performance.now());
    pending.current = window.setTimeout(() => {
      pending.current = 0;
      lastChange.current = performance.now();
      setShown(() => latest.current);
    }, wait);
  }, [value, shown, ms, turn]);
  useEffect(
    () => () => {
      window.clearTimeout(pending.current);
      pending.current = 0;
    },
    [],
  );
  return shown;
}
