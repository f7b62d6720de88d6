import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Against } from "../../../../domain/shift/against";
import type { FeatureDrift } from "../../../../domain/shift/drift";
import { driftCsv } from "../../../../domain/shift/drift-csv";
import { driftSentences } from "../../../../domain/shift/drift-words";
import { AfterPaint } from "../../../components/after-paint";
import { Card } from "../../../components/card";
import { TermMark } from "../../../components/term";
import { useApp } from "../../../store-context";
import { AgainstChoice } from "./against-choice";
import styles from "./changed.module.css";
import { CutOffs } from "./cut-offs";
import { DriftFrame } from "./drift-frame";
import { driftRows, type Among } from "./drift-rows";
import { DriftTable } from "./drift-table";
import { DRIFT_TERMS } from "./drift-terms";
import { MovedColumn } from "./moved-column";
import { Sentences } from "./sentences";
import { useDrift } from "./use-drift";

interface DriftCardProps {
  readonly against: Against;
  readonly onAgainst: (against: Against) => void;
}

const AMONG: readonly Among[] = ["all"];

/** Which features moved between train and another split, the one that moved most first. */
export function DriftCard({ against, onAgainst }: DriftCardProps) {
  const { look, drifts, shown } = useDrift(against);
  const again = useApp((state) => state.askDriftAgain);
  const stop = useApp((state) => state.stopDrift);
  return (
    <Card
      title="Feature drift"
      hint={
        <>
          how far each column moved, by effect size <TermMark {...DRIFT_TERMS.effect} />
        </>
      }
      actions={<AgainstChoice of="features" value={against} onChange={onAgainst} />}
    >
      <DriftFrame look={look} what="the drift of the features" onAgain={again} onCancel={stop}>
        {drifts === null ? null : <Ranked against={shown} drifts={drifts} />}
      </DriftFrame>
    </Card>
  );
}

function Ranked({ against, drifts }: { readonly against: Against; readonly drifts: readonly FeatureDrift[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const first = useMemo(() => driftRows(drifts, AMONG, "", null)[0]?.drift.name ?? null, [drifts]);
  const sentences = useMemo(() => driftSentences(drifts, against), [drifts, against]);
  const column = drifts.some(({ name }) => name === chosen) ? chosen : first;
  return (
    <div className={styles.stack}>
      <Sentences sentences={sentences} />
      <DriftTable label="Drift of the features" drifts={drifts} amongs={AMONG} chosen={column} onChoose={setChosen} actions={<DownloadButton />} />
      <CutOffs />
      {column !== null && (
        <AfterPaint turn={1} placeholder={null}>
          <MovedColumn column={column} />
        </AfterPaint>
      )}
    </div>
  );
}

/** All measures of all columns, against both splits and in every class. */
function DownloadButton() {
  const answer = useApp((state) => state.drift.answer?.value ?? null);
  const saveFile = useApp((state) => state.saveFile);
  return (
    <Button
      variant="default"
      size="xs"
      disabled={answer === null}
      onClick={() => {
        if (answer !== null) saveFile("triptych-drift.csv", new Blob([driftCsv(answer)], { type: "text/csv" }));
      }}
    >
      Download as CSV
    </Button>
  );
}
