import { compareBlocker } from "../../../../state/compared-net";
import { inexactness, shownComparison } from "../../../../state/compare-figures";
import { FailedNotice } from "../../../components/failed-notice";
import { useApp } from "../../../store-context";
import { ConfusionCard } from "./confusion-card";
import styles from "./figures.module.css";
import { FiguresCard } from "./figures-card";
import { inexactnessText } from "../../../panels/moment-text";
import { VerdictCard } from "./verdict-card";

/** What the figures say, all of them, and the four counts that most come from. */
export function FiguresPanel() {
  const shows = useApp((state) => shownComparison(state) !== null);
  if (!shows) return <NothingYet />;
  return (
    <div className={styles.panel}>
      <VerdictCard />
      <FiguresCard />
      <ConfusionCard />
    </div>
  );
}

/** Of some nets there is nothing to show before they are measured exactly. */
function NothingYet() {
  const why = useApp((state) => (compareBlocker(state) === null ? inexactness(state) : null));
  const compareAgain = useApp((state) => state.compareAgain);
  if (why?.kind === "failed") return <FailedNotice text={inexactnessText(why)} onAgain={compareAgain} />;
  return (
    <p role="status">
      {why?.kind === "looking" ? inexactnessText(why) : "There are no figures of this net: its outputs are not numbers, or were not kept."}
    </p>
  );
}
