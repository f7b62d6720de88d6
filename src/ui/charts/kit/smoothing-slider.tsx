import { useId } from "react";
import styles from "./smoothing-slider.module.css";

interface SmoothingSliderProps {
  /** From 0, nothing is smoothed, to 1. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** How much the lines of a time series are smoothed; what was measured stays, faint, behind them. */
export function SmoothingSlider({ value, onChange }: SmoothingSliderProps) {
  const id = useId();
  return (
    <div className={styles.smoothing}>
      <label htmlFor={id}>Smoothing</label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.valueAsNumber);
        }}
      />
      <output htmlFor={id}>{value === 0 ? "off" : value.toFixed(2)}</output>
    </div>
  );
}
