import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { nextStop } from "./stops";

/** Long enough to read a figure; those who want less motion get longer. */
const STEP_MS = { usual: 450, calm: 1_200 } as const;

interface PlayerParts {
  /** Stops that can be shown, ascending; one can be added while it plays. */
  readonly stops: number;
  readonly at: number;
  /** Shows a stop in passing. */
  readonly show: (stop: number) => void;
  /** Stays where it is. */
  readonly settle: () => void;
}

interface Player {
  readonly playing: boolean;
  /** Plays from where it is; from the start where that is the end. */
  readonly play: () => void;
  readonly pause: () => void;
  /** Ends without settling: something else is shown next. */
  readonly leave: () => void;
}

/** Goes from stop to stop by itself, and settles at the last. */
export function usePlayer(parts: PlayerParts): Player {
  const [playing, setPlaying] = useState(false);
  const calm = useReducedMotion();
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const { stops, at, show, settle } = latest.current;
      if (at < stops - 1) {
        show(nextStop(at, stops));
      } else {
        setPlaying(false);
        settle();
      }
    }, calm ? STEP_MS.calm : STEP_MS.usual);
    return () => {
      clearInterval(timer);
    };
  }, [playing, calm]);
  const { stops, at, show, settle } = parts;
  return {
    playing,
    play: () => {
      show(at >= stops - 1 ? 0 : nextStop(at, stops));
      setPlaying(true);
    },
    pause: () => {
      setPlaying(false);
      settle();
    },
    leave: () => {
      setPlaying(false);
    },
  };
}
