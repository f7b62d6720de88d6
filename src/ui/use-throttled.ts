import { startTransition, useEffect, useRef, useState } from "react";

/**
 * The latest value, taken over at most once in `ms`, and drawn in pieces that give way to what is urgent.
 * @param delay milliseconds that a change waits at least, so that two dear pictures are not drawn in one task
 */
export function useThrottled<T>(value: T, ms: number, delay = 0): T {
  const [shown, setShown] = useState(value);
  const lastChange = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(delay, lastChange.current + ms - performance.now());
    const timer = setTimeout(() => {
      lastChange.current = performance.now();
      startTransition(() => {
        setShown(() => value);
      });
    }, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [value, ms, delay]);
  return shown;
}
