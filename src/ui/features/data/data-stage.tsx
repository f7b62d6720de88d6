import { SPLITS } from "../../../domain/split";
import { allProblems } from "../../../state/problems";
import { dataLocked } from "../../../state/selectors";
import { AfterPaint } from "../../components/after-paint";
import { Card } from "../../components/card";
import { ProblemList } from "../../components/problem-list";
import { StageHeader } from "../../components/stage-header";
import { useApp } from "../../store-context";
import { ColumnsTable } from "./columns-table";
import styles from "./data-stage.module.css";
import { DropArea } from "./drop-area";
import { LabelCard } from "./label-card";
import { PreviewTable } from "./preview-table";
import { ReadingCard } from "./reading-card";
import { Refusals } from "./refusals";
import { SplitCard } from "./split-card";
import { UnplacedFiles } from "./unplaced-files";

export function DataStage() {
  const loaded = useApp((state) => SPLITS.some((split) => state.files[split] !== undefined));
  const reading = useApp((state) => state.reading !== null);
  return (
    <>
      <StageHeader title="Data" subtitle="Three files: one to learn from, one to choose by, one to be judged on." />
      <div className={styles.stack}>
        <Refusals />
        <UnplacedFiles />
        <ReadingCard />
        <DropArea compact={loaded || reading} />
        <div className={styles.splits}>
          {SPLITS.map((split) => (
            <SplitCard key={split} split={split} />
          ))}
        </div>
        {loaded && (
          <>
            <AfterPaint turn={0} placeholder={null}>
              <LabelCard />
              <ProblemsCard />
            </AfterPaint>
            <AfterPaint turn={1} placeholder={null}>
              <PreviewTable />
            </AfterPaint>
            <AfterPaint turn={2} placeholder={null}>
              <ColumnsTable />
            </AfterPaint>
          </>
        )}
      </div>
    </>
  );
}

function ProblemsCard() {
  const fileProblems = useApp((state) => state.fileProblems);
  const dataProblems = useApp((state) => state.dataProblems);
  const preparation = useApp((state) => state.preparation);
  const locked = useApp(dataLocked);
  const changeRules = useApp((state) => state.changeRules);
  const problems = allProblems({ fileProblems, dataProblems, preparation });
  if (problems.length === 0) return null;
  return (
    <Card title="What to know about these files" hint={`${problems.length} found`}>
      <ProblemList
        problems={problems}
        locked={locked}
        onChoose={({ split }, { change }) => {
          if (split !== null) void changeRules(split, change);
        }}
      />
    </Card>
  );
}
