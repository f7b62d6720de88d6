import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { counted } from "../../../domain/problem";
import { stageThatMends } from "../../../state/blockers";
import { featureColumns } from "../../../state/feature-columns";
import { withoutTreatment } from "../../../state/feature-edits";
import { FITTED_ON, SCALERS } from "../../../state/feature-text";
import { dataLocked } from "../../../state/selectors";
import { isActive } from "../../../state/run-slice";
import { AfterPaint } from "../../components/after-paint";
import { Card } from "../../components/card";
import { StageHeader } from "../../components/stage-header";
import { HistoryButtons } from "../../components/history-buttons";
import { useApp } from "../../store-context";
import { ColumnEditor } from "./column-editor";
import { ColumnsCard } from "./columns-card";
import { FittedCard } from "./fitted-card";
import styles from "./features-stage.module.css";
import { PresetChoice } from "./preset-choice";
import { MatrixCard } from "./matrix-card";
import { OrderCard } from "./order-card";

/** Which columns the net sees, and what is done with them on the way. */
export function FeaturesStage() {
  const empty = useApp((state) => Object.keys(state.files).length === 0);
  const subtitle = useSubtitle(empty);
  return (
    <>
      <StageHeader
        title="Features"
        subtitle={subtitle}
        actions={
          !empty && (
            <>
              <History />
              <PresetChoice />
            </>
          )
        }
      />
      {empty ? <NoFiles /> : <Workbench />}
    </>
  );
}

function useSubtitle(empty: boolean): string {
  const chosen = useApp((state) => state.features.length);
  const { scaler, fitOn } = useApp((state) => state.featureWish);
  const running = useApp((state) => isActive(state.run));
  if (empty) return "Which columns the net sees, and what is done with them on the way.";
  if (running) return "A run is under way: stop it to change the features.";
  const scaled = scaler === "none" ? "not scaled" : `${SCALERS[scaler].title} scaler`;
  return `${counted(chosen, "column")} · ${scaled} · fitted on ${fitOn === "train" ? "train alone" : FITTED_ON[fitOn]}`;
}

function NoFiles() {
  const openStage = useApp((state) => state.openStage);
  return (
    <Card title="No columns yet">
      <p>Load files first; their columns appear here.</p>
      <Button
        mt="md"
        onClick={() => {
          openStage("data");
        }}
      >
        Open Data
      </Button>
    </Card>
  );
}

function Workbench() {
  const files = useApp((state) => state.files);
  const features = useApp((state) => state.features);
  const label = useApp((state) => state.label?.column ?? null);
  const treatments = useApp((state) => state.featureWish.treatments);
  const locked = useApp(dataLocked);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => featureColumns({ files, label, features, treatments }), [files, label, features, treatments]);
  // The first column in use stands for none chosen yet, so that the editor shows what it is for.
  const open = columns.find(({ name }) => name === chosen) ?? columns.find(({ used }) => used) ?? columns[0];
  return (
    <div className={styles.stack}>
      <Failure />
      <OrderCard columns={columns} locked={locked} />
      <div className={styles.layout}>
        <ColumnsCard columns={columns} open={open?.name ?? null} locked={locked} onOpen={setChosen} />
        <div className={styles.editor}>
          <AfterPaint turn={0} placeholder={<Card title="Column">…</Card>}>
            {open !== undefined && <ColumnEditor key={open.name} column={open} columns={columns} locked={locked} chosen={chosen !== null} />}
          </AfterPaint>
        </div>
        <AfterPaint turn={1} placeholder={null}>
          <FittedCard />
        </AfterPaint>
        <AfterPaint turn={2} placeholder={null}>
          <MatrixCard />
        </AfterPaint>
      </div>
    </div>
  );
}

/** The way out where a file says something of a column that does not go with its kind here. */
function UseDefault({ column }: { readonly column: string }) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const locked = useApp(dataLocked);
  if (wish.treatments.every((each) => each.column !== column)) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={locked}
      onClick={() => {
        change(withoutTreatment(wish, column));
      }}
    >
      Use the default for it
    </Button>
  );
}

/** What stands in the way of the matrices, with the way out. */
function Failure() {
  const preparation = useApp((state) => state.preparation);
  const dataProblems = useApp((state) => state.dataProblems);
  const openStage = useApp((state) => state.openStage);
  const problem = dataProblems.find(({ severity }) => severity === "error") ?? (preparation.status === "failed" ? preparation.problem : null);
  if (problem === null) return null;
  return (
    <div role="alert" className={styles.error}>
      <strong>The matrices cannot be made.</strong> {problem.message} {problem.remedy}{" "}
      {problem.code === "config" && problem.column !== null && <UseDefault column={problem.column} />}
      {stageThatMends(problem) === "data" && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            openStage("data");
          }}
        >
          Open Data
        </Button>
      )}
    </div>
  );
}

/** Over everything that is decided here. */
function History() {
  return (
    <HistoryButtons
      locked={useApp(dataLocked)}
      past={useApp((state) => state.featuresPast.length)}
      future={useApp((state) => state.featuresFuture.length)}
      undo={useApp((state) => state.undoFeatures)}
      redo={useApp((state) => state.redoFeatures)}
    />
  );
}
