import { Button } from "@mantine/core";
import { formatPrevalence } from "../../../../domain/format";
import { overfittingSentences } from "../../../../domain/shift/overfitting";
import { Card } from "../../../components/card";
import { FailedNotice } from "../../../components/failed-notice";
import { Term } from "../../../components/term";
import { useApp } from "../../../store-context";
import styles from "./cost.module.css";
import { useAcquaintance, useGapsByHoldout } from "./use-gaps";

/** Held out by the next run when a person asks for it here. */
const SHARE = 0.1;

/** What of the gap is overfitting, measured on rows of train that the net never saw; or how to get that. */
export function OverfitCard() {
  const heldOut = useApp(({ run }) => (run?.config.holdout ?? 0) > 0);
  return (
    <Card title="Overfitting, apart from shift" hint={<Term name="holdout" />}>
      <div className={styles.stack}>{heldOut ? <ByHoldout /> : <HowToGetIt />}</div>
    </Card>
  );
}

function ByHoldout() {
  const byHoldout = useGapsByHoldout();
  const knows = useAcquaintance();
  const noisy = useApp(({ run }) => (run?.config.subset?.labelNoise ?? 0) > 0);
  const look = useApp((state) => state.heldOutLook);
  const again = useApp((state) => state.askHeldOutAgain);
  if (byHoldout === null) {
    if (look.status === "failed") return <FailedNotice text={`The hold-out could not be measured: ${look.error}`} onAgain={again} />;
    return <p role="status">{look.status === "looking" ? "Measuring the hold-out…" : "The hold-out is not measured for this epoch at this threshold: its weights are not at hand."}</p>;
  }
  return (
    <>
      {overfittingSentences(byHoldout, knows).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {noisy && <p>Labels of the rows trained on were flipped on purpose; the step from train to the hold-out holds that too.</p>}
    </>
  );
}

function HowToGetIt() {
  const share = useApp(({ config }) => config.holdout);
  const configure = useApp((state) => state.configure);
  const openStage = useApp((state) => state.openStage);
  return (
    <>
      <p>
        This run trained on all of train, so what of the gap is overfitting cannot be told from shift. Rows of train that are held out come from the same world: what is lost on
        them is overfitting, and what is lost from there to test is shift.
      </p>
      {share > 0 && <p>The next run holds {formatPrevalence(share)} of train out.</p>}
      <div>
        <Button
          variant="default"
          onClick={() => {
            if (share === 0) configure({ holdout: SHARE });
            openStage("train");
          }}
        >
          {share > 0 ? "Open Train to run it" : "Hold 10 % of train out, open Train"}
        </Button>
      </div>
    </>
  );
}
