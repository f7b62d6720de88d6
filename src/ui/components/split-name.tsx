import type { CSSProperties } from "react";
import { SPLIT_TITLES, type Split } from "../../domain/split";
import styles from "./split-name.module.css";

/** Sets `--hue` and `--hue-soft` for everything inside: one hue a split, everywhere. */
export function splitHue(split: Split): CSSProperties {
  return { "--hue": `var(--${split})`, "--hue-soft": `var(--${split}-soft)` } as CSSProperties;
}

export function SplitName({ split }: { readonly split: Split }) {
  return (
    <span className={styles.name} style={splitHue(split)}>
      <span className={styles.dot} aria-hidden />
      {SPLIT_TITLES[split]}
    </span>
  );
}
