import type { Against } from "../../../../domain/shift/against";
import { splitHue } from "../../../components/split-name";
import styles from "./changed.module.css";

interface EffectBarProps {
  readonly against: Against;
  /** 0 to 1. */
  readonly value: number;
  readonly word: string;
}

/** How much a column moved, as a word and a bar in the hue of the split that it moved in. */
export function EffectBar({ against, value, word }: EffectBarProps) {
  return (
    <span className={styles.effect} style={splitHue(against)}>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${100 * Math.min(1, value)}%` }} />
      </span>
      {word}
    </span>
  );
}
