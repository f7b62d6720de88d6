import type { Against } from "../../../../domain/shift/against";
import { effectText } from "../../../../domain/shift/drift-words";
import type { EffectSize } from "../../../../domain/shift/effect-size";
import { splitHue } from "../../../components/split-name";
import styles from "./changed.module.css";

interface EffectBarProps {
  readonly against: Against;
  readonly effect: EffectSize;
}

/** How much a column moved, as a word and a bar in the hue of the split that it moved in. */
export function EffectBar({ against, effect }: EffectBarProps) {
  const { value, level, byChance, chance } = effect;
  const why = byChance ? `, no more than chance makes of so few rows (up to ${chance.toFixed(2)})` : "";
  return (
    <span className={styles.effect} style={splitHue(against)} title={`${effectText(effect)}${why}`}>
      <span className={styles.track} aria-hidden data-faint={byChance || undefined}>
        <span className={styles.fill} style={{ width: `${100 * Math.min(1, value)}%` }} />
      </span>
      {byChance ? "by chance" : level}
    </span>
  );
}
