import { useEffect, useRef, type ReactNode } from "react";
import styles from "./bars.module.css";

interface MomentTrackProps {
  readonly label: string;
  /** How many stops there are, and which of them is shown. */
  readonly stops: number;
  readonly at: number;
  /** What is shown, in words. */
  readonly text: string;
  /** Told while it is dragged, and at each key. */
  readonly onScrub: (stop: number) => void;
  /** Told once it is let go. */
  readonly onSettle: () => void;
  /** What is marked, by its stop. */
  readonly marks?: readonly { readonly stop: number; readonly mark: ReactNode }[];
}

/** A slider over the stops. Pointer, keys and helpers that set it at once all end in `onSettle`. */
export function MomentTrack({ label, stops, at, text, onScrub, onSettle, marks = [] }: MomentTrackProps) {
  const input = useRef<HTMLInputElement>(null);
  const settle = useRef(onSettle);
  useEffect(() => {
    settle.current = onSettle;
  });
  useEffect(() => {
    const slider = input.current;
    if (slider === null) return undefined;
    const release = new AbortController();
    const { signal } = release;
    // A key that is held changes the value many times: only its release counts.
    let held = false;
    const done = (): void => {
      held = false;
      settle.current();
    };
    slider.addEventListener("keydown", () => { held = true; }, { signal });
    for (const event of ["pointerup", "pointercancel", "keyup", "blur"]) slider.addEventListener(event, done, { signal });
    slider.addEventListener("change", () => { if (!held) done(); }, { signal });
    return () => {
      release.abort();
      settle.current();
    };
  }, []);
  return (
    <div className={styles.track}>
      <input
        ref={input}
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={0}
        max={Math.max(1, stops - 1)}
        step={1}
        value={at}
        disabled={stops < 2}
        onChange={(event) => {
          onScrub(event.currentTarget.valueAsNumber);
        }}
      />
      {marks.map(({ stop, mark }, index) => (
        <span key={index} className={styles.mark} style={{ "--part": stops < 2 ? 0 : stop / (stops - 1) } as object} aria-hidden>
          {mark}
        </span>
      ))}
    </div>
  );
}
