import { useMemo } from "react";
import type { Against } from "../../../../domain/shift/against";
import { classVerdict } from "../../../../domain/shift/class-verdict";
import type { FeatureDrift } from "../../../../domain/shift/drift";
import { classSentences } from "../../../../domain/shift/drift-words";
import { labelShift } from "../../../../domain/shift/label-shift";
import { isSameData, type PreparedMeta } from "../../../../state/preparation-slice";
import { AfterPaint } from "../../../components/after-paint";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { AgainstChoice } from "./against-choice";
import styles from "./changed.module.css";
import { DriftFrame } from "./drift-frame";
import type { Among } from "./drift-rows";
import { DriftTable } from "./drift-table";
import { DRIFT_TERMS } from "./drift-terms";
import { Sentences } from "./sentences";
import { useDrift } from "./use-drift";

interface WithinCardProps {
  readonly data: PreparedMeta;
  readonly against: Against;
  readonly onAgainst: (against: Against) => void;
}

const AMONG: readonly Among[] = ["positives", "negatives"];

/** The same measures among positives and among negatives: the only test of whether nothing but the mix of the classes changed. */
export function WithinCard({ data, against, onAgainst }: WithinCardProps) {
  const { look, drifts, shown } = useDrift(against);
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
        {drifts === null ? null : (
          <AfterPaint turn={0} placeholder={null}>
            <Within data={data} against={shown} drifts={drifts} />
          </AfterPaint>
        )}
      </DriftFrame>
    </Card>
  );
}

function Within({ data, against, drifts }: Omit<WithinCardProps, "onAgainst"> & { readonly drifts: readonly FeatureDrift[] }) {
  const apart = useApp((state) => state.apartLooks[against].answer);
  const sentences = useMemo(() => {
    const known = apart !== null && isSameData(apart.question.data, data) ? apart.value : null;
    return classSentences(classVerdict(drifts, labelShift(data.rows), against, known));
  }, [data, against, drifts, apart]);
  return (
    <div className={styles.stack}>
      <Sentences led sentences={sentences} />
      <DriftTable label="Drift within each class" drifts={drifts} amongs={AMONG} />
    </div>
  );
}
