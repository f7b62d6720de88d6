import type { Against } from "../../../../domain/shift/against";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { AgainstChoice } from "./against-choice";
import { DriftFrame } from "./drift-frame";
import type { Among } from "./drift-rows";
import { DriftTable } from "./drift-table";
import { DRIFT_TERMS } from "./drift-terms";
import { useDrift } from "./use-drift";

interface WithinCardProps {
  readonly against: Against;
  readonly onAgainst: (against: Against) => void;
}

const AMONG: readonly Among[] = ["positives", "negatives"];

/** The same measures among positives and among negatives: the only test of whether nothing but the mix of the classes changed. */
export function WithinCard({ against, onAgainst }: WithinCardProps) {
  const { look, drifts } = useDrift(against);
  const again = useApp((state) => state.askDriftAgain);
  return (
    <Card
      title="Within each class"
      hint={
        <>
          positives against positives, negatives against negatives <TermMark {...DRIFT_TERMS.withinClass} />
        </>
      }
      actions={<AgainstChoice of="classes" value={against} onChange={onAgainst} />}
    >
      <DriftFrame look={look} what="the drift within the classes" onAgain={again}>
        {drifts === null ? null : <DriftTable label="Drift within each class" drifts={drifts} amongs={AMONG} />}
      </DriftFrame>
    </Card>
  );
}
