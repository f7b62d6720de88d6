import type { CSSProperties } from "react";
import { SPLIT_TITLES, type Split } from "../../domain/split";
import styles from "./split-name.module.css";

/** Sets `--hue` and `--hue-soft` for everything inside: one hue a split, everywhere. */
export function splitHue(split: Split): CSSProperties {
  return { "--hue": `var(--${split})`, "--hue-soft": `var(--${split}-soft)` } as CSSProperties;
}

/** The hue of the split around it, as a dot. */
export function SplitDot() {
  return <span className={styles.dot} aria-hidden />;
}

export function SplitName({ split }: { readonly split: Split }) {
  return (
    <span className={styles.name} style={splitHue(split)}>
      <SplitDot />
      {SPLIT_TITLES[split]}
    </span>
  );
}
