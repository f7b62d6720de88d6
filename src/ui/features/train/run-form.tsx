import { Button } from "@mantine/core";
import { memo, useDeferredValue } from "react";
import { SAMPLE_RUN_SEED, SAMPLE_RUN_SEED_REASON } from "../../../domain/sample/profile";
import { isActive } from "../../../state/run-slice";
import { isSample, trainingBlocker } from "../../../state/selectors";
import { Card } from "../../components/card";
import { LinkButton } from "../../components/link-button";
import { useApp } from "../../store-context";
import { BatchFields, EpochFields } from "./form/batch-fields";
import { LimitsGroup } from "./form/limits-group";
import { LossFields } from "./form/loss-fields";
import { OptimizerFields } from "./form/optimizer-fields";
import { OverfitGroup } from "./form/overfit-group";
import { ScheduleGroup } from "./form/schedule-group";
import styles from "./train-stage.module.css";

export function RunForm() {
  // Two dozen controls change with it: in pieces that give way to the run that has just begun.
  const disabled = useDeferredValue(useApp((state) => isActive(state.run)));
  return (
    <Card title="This run" hint={disabled ? "stop the run to change it" : undefined}>
      <Fields disabled={disabled} />
    </Card>
  );
}

/** Each part looks at its own settings, so that typing in one draws that one alone. */
const Fields = memo(function Fields({ disabled }: { readonly disabled: boolean }) {
  return (
    <div className={styles.form}>
      <LossFields disabled={disabled} />
      <OptimizerFields disabled={disabled} />
      <BatchFields disabled={disabled} />
      <EpochFields disabled={disabled} />
      <Seed />
      <Start />
      <ScheduleGroup disabled={disabled} />
      <LimitsGroup disabled={disabled} />
      <OverfitGroup disabled={disabled} />
    </div>
  );
});

/** An untrained net's accuracies are a draw of the seed: one button shows it. */
function Seed() {
  const shipped = useApp((state) => isSample(state) && state.config.seed === SAMPLE_RUN_SEED);
  const disabled = useApp((state) => isActive(state.run) || trainingBlocker(state) !== null);
  const drawAnother = useApp((state) => state.drawAnother);
  return (
    <>
      {shipped && (
        <details className={styles.note}>
          <summary>Why seed {SAMPLE_RUN_SEED}?</summary>
          {SAMPLE_RUN_SEED_REASON}
        </details>
      )}
      <Button variant="default" px="xs" fz={13} disabled={disabled} onClick={drawAnother}>
        Draw another seed and train
      </Button>
    </>
  );
}

/** Where the weights start, when not from the seed. */
function Start() {
  const start = useApp((state) => state.start);
  const startFrom = useApp((state) => state.startFrom);
  if (start === null) return null;
  return (
    <div className={styles.note}>
      Starts from the weights of <strong>{start.name}</strong>.{" "}
      <LinkButton
        text="Draw new ones instead"
        onClick={() => {
          startFrom(null);
        }}
      />
    </div>
  );
}
