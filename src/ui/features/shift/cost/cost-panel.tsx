import { Button } from "@mantine/core";
import { compareBlocker } from "../../../../state/compared-net";
import { inexactness, shownComparison } from "../../../../state/compare-figures";
import { AfterPaint } from "../../../components/after-paint";
import { FailedNotice } from "../../../components/failed-notice";
import { LeakageNote } from "../../../components/leakage-mark";
import { MomentBar } from "../../../panels/moment-bar";
import { inexactnessText } from "../../../panels/moment-text";
import { ThresholdBar } from "../../../panels/threshold-bar";
import { useApp } from "../../../store-context";
import styles from "./cost.module.css";
import { DialCard } from "./dial-card";
import { GapCard, GapCharts } from "./gap-cards";
import { OverfitCard } from "./overfit-card";

/** What the shift cost: the gap between the accuracies, divided; overfitting apart from it; and the dial. */
export function CostPanel() {
  const blocker = useApp(compareBlocker);
  const openStage = useApp((state) => state.openStage);
  const leaky = useApp(({ run }) => run?.data?.fitted.fitOn === "everything");
  if (blocker !== null) {
    return (
      <div className={styles.stack}>
        <p>{blocker}</p>
        <div>
          <Button variant="default" onClick={() => { openStage("train"); }}>
            Open Train
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      {leaky && <LeakageNote />}
      <MomentBar holdsAgainst={false} />
      <ThresholdBar />
      <Figures />
    </div>
  );
}

function Figures() {
  const shows = useApp((state) => shownComparison(state) !== null);
  const why = useApp(inexactness);
  const compareAgain = useApp((state) => state.compareAgain);
  if (!shows) {
    if (why?.kind === "failed") return <FailedNotice text={inexactnessText(why)} onAgain={compareAgain} />;
    return <p role="status">{why?.kind === "looking" ? inexactnessText(why) : "There are no figures of this net: its outputs are not numbers, or were not kept."}</p>;
  }
  return (
    <>
      <GapCard />
      <AfterPaint turn={0} placeholder={<div className={styles.placeholder} />}>
        <GapCharts />
      </AfterPaint>
      <OverfitCard />
      <AfterPaint turn={1} placeholder={<div className={styles.placeholder} />}>
        <DialCard />
      </AfterPaint>
    </>
  );
}
