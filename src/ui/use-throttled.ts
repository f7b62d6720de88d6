import { startTransition, useEffect, useRef, useState } from "react";

/** The latest value, taken over at most once in `ms`, and drawn in pieces that give way to what is urgent. */
export function useThrottled<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const lastChange = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(0, lastChange.current + ms - performance.now());
    const timer = setTimeout(() => {
      lastChange.current = performance.now();
      startTransition(() => {
        setShown(() => value);
      });
    }, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [value, ms]);
  return shown;
}
