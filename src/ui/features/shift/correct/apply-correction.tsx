import { Button, Switch } from "@mantine/core";
import { formatPrevalence } from "../../../../domain/format";
import { equivalentThreshold } from "../../../../domain/shift/prior-correction";
import type { CorrectedFigures } from "../../../../domain/shift/prior-estimates";
import { formatThreshold } from "../../../../domain/shift/prior-words";
import { perSplit } from "../../../../domain/split";
import type { Against } from "../../../../domain/shift/against";
import type { Moment } from "../../../../state/compared-net";
import type { KeptCorrection } from "../../../../state/correction-slice";
import { thresholdOf } from "../../../../state/threshold-slice";
import { useApp } from "../../../store-context";
import styles from "./correct.module.css";

interface ApplyCorrectionProps {
  readonly at: Moment;
  readonly trainPrior: number;
  readonly prior: number;
  readonly offset: number;
  readonly method: KeptCorrection["correction"]["method"];
  readonly target: Against | null;
  readonly figures: CorrectedFigures;
}

/** What can be done with a correction: the threshold that comes to the same, and the model file. */
export function ApplyCorrection({ at, trainPrior, prior, offset, method, target, figures }: ApplyCorrectionProps) {
  const chooseThreshold = useApp((state) => state.chooseThreshold);
  const threshold = equivalentThreshold(offset);
  const used = useApp((state) => thresholdOf(state).value === threshold);
  const kept = useApp((state) => state.keptCorrection?.correction ?? null);
  const keep = useApp((state) => state.keepCorrection);
  const same = kept !== null && kept.logitOffset === offset && kept.method === method && kept.target === target;
  const exportable = at === "end";
  return (
    <div className={styles.stack}>
      <div className={styles.actions}>
        <Button variant="default" disabled={used} onClick={() => { chooseThreshold(threshold, { kind: "prior", prior }); }}>
          {used ? "This threshold is in use" : `Use ${formatThreshold(threshold)} as the threshold`}
        </Button>
        <Switch
          label="Keep the correction in the exported model"
          checked={same}
          disabled={!exportable}
          onChange={(event) => {
            const correction = { trainPrior, targetPrior: prior, method, target, logitOffset: offset };
            keep(event.currentTarget.checked ? { correction, evaluation: perSplit((split) => figures[split].after) } : null);
          }}
        />
      </div>
      <p className={styles.muted} role="status">
        {keptText(kept, same, exportable)}
      </p>
    </div>
  );
}

function keptText(kept: KeptCorrection["correction"] | null, same: boolean, exportable: boolean): string {
  if (!exportable) return "The model file holds the net that the run ended with. Show the newest epoch in Compare to keep a correction of it.";
  if (same) return "The model file gets the constant in its last bias, a threshold of 0.5, and golden rows and figures to match.";
  if (kept !== null) return `The model file still keeps another correction, to ${formatPrevalence(kept.targetPrior)} positives.`;
  return "The model file is of the net as it was trained.";
}
