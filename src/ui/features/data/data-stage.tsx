import { lazy, Suspense, useState } from "react";
import { SPLITS } from "../../../domain/split";
import { proposedPlan } from "../../../state/carve-slice";
import { dealBlocker } from "../../../state/deal-slice";
import { dataUnderWay } from "../../../state/selectors";
import { AfterPaint } from "../../components/after-paint";
import { StageHeader } from "../../components/stage-header";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";
import { DealingLine } from "./dealing-line";
import { DropArea } from "./drop-area";
import { InspectCard } from "./inspect-card";
import { KeptCard } from "./kept-card";
import { LabelCard } from "./label-card";
import { ProblemsTable } from "./problems-table";
import { ReadingCard } from "./reading-card";
import { Refusals } from "./refusals";
import { SplitCard } from "./split-card";
import { UnplacedFiles } from "./unplaced-files";

const CarveCard = lazy(async () => ({ default: (await import("./panels/carve-card")).CarveCard }));
const DealtCard = lazy(async () => ({ default: (await import("./panels/dealt-card")).DealtCard }));
const LargeFileDialog = lazy(async () => ({ default: (await import("./panels/large-file-dialog")).LargeFileDialog }));

export function DataStage() {
  const loaded = useApp((state) => SPLITS.some((split) => state.files[split] !== undefined));
  const reading = useApp(dataUnderWay);
  const asking = useApp((state) => state.largeFiles.length > 0);
  const dealt = useApp((state) => state.poolDue() !== null || dealBlocker(state) !== null);
  const carvable = useApp((state) => proposedPlan(state) !== null);
  // What is said of the files waits for all of those that were chosen together, and stays while some are read again.
  const [settled, setSettled] = useState(loaded && !reading);
  if (!reading && settled !== loaded) setSettled(loaded);
  return (
    <>
      <StageHeader title="Data" subtitle="Three files: one to learn from, one to choose by, one to be judged on." />
      <div className={styles.stack}>
        {asking && (
          <Suspense>
            <LargeFileDialog />
          </Suspense>
        )}
        <Refusals />
        <UnplacedFiles />
        <ReadingCard />
        <DealingLine />
        <DropArea compact={loaded || reading} />
        <div className={styles.splits}>
          {SPLITS.map((split) => (
            <SplitCard key={split} split={split} />
          ))}
        </div>
        <KeptCard />
        {loaded && settled && (
          <>
            <AfterPaint turn={0} placeholder={null}>
              {(dealt || carvable) && <Suspense>{dealt ? <DealtCard /> : <CarveCard />}</Suspense>}
              <LabelCard />
              <ProblemsTable />
            </AfterPaint>
            <AfterPaint turn={1} placeholder={null}>
              <InspectCard />
            </AfterPaint>
          </>
        )}
      </div>
    </>
  );
}
