import type { ReactNode } from "react";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import { splitHue, SplitDot, SplitName } from "../../../components/split-name";
import type { Layout } from "./curve-settings";
import styles from "./curves.module.css";

const TOGETHER: readonly (readonly Split[])[] = [SPLITS];
const APART: readonly (readonly Split[])[] = SPLITS.map((split) => [split]);

interface SplitPlotsProps {
  readonly layout: Layout;
  /** Draws a plot of some of the splits. */
  readonly plot: (shown: readonly Split[]) => ReactNode;
}

/** One plot of all splits, or one of each beside the others. */
export function SplitPlots({ layout, plot }: SplitPlotsProps) {
  return (
    <div className={styles.plots} data-layout={layout}>
      {(layout === "one" ? TOGETHER : APART).map((shown) => (
        <div key={shown.join(" ")} className={styles.plot}>
          {layout === "each" && shown[0] !== undefined && <SplitName split={shown[0]} />}
          {plot(shown)}
        </div>
      ))}
    </div>
  );
}

interface SplitKeyProps {
  /** What is said of a split beside its name: a figure, or why it has no curve. */
  readonly of: (split: Split) => ReactNode;
  readonly children?: ReactNode;
}

/** The hues of the splits, each with a figure. */
export function SplitKey({ of, children }: SplitKeyProps) {
  return (
    <ul className={styles.key}>
      {SPLITS.map((split) => (
        <li key={split} style={splitHue(split)}>
          <SplitDot /> {SPLIT_TITLES[split]} {of(split)}
        </li>
      ))}
      {children}
    </ul>
  );
}

/** Beside the title of what is drawn from a histogram. */
export function approximately(exact: boolean): ReactNode {
  return exact ? undefined : "approximate: dotted";
}

/** How a line that is not exact is drawn. */
export const APPROXIMATE_DASH = "2 4";
