import { Suspense, lazy, type ReactNode } from "react";
import type { Stage } from "../../state/stages";
import { useApp } from "../store-context";
import { DataStage } from "../features/data/data-stage";
import { Header } from "./header";
import { Rail } from "./rail";
import styles from "./shell.module.css";
import { Strip } from "./strip";

/** Stages load when they are opened. */
const TrainStage = lazy(() => import("../features/train/train-stage").then((m) => ({ default: m.TrainStage })));

const FeaturesStage = lazy(() => import("../features/features/features-stage").then((m) => ({ default: m.FeaturesStage })));

const ModelStage = lazy(() => import("../features/model/model-stage").then((m) => ({ default: m.ModelStage })));

const CompareStage = lazy(() => import("../features/compare/compare-stage").then((m) => ({ default: m.CompareStage })));

const ShiftStage = lazy(() => import("../features/shift/shift-stage").then((m) => ({ default: m.ShiftStage })));

const STAGE_VIEWS: Record<Stage, () => ReactNode> = {
  data: () => <DataStage />,
  features: () => <FeaturesStage />,
  model: () => <ModelStage />,
  train: () => <TrainStage />,
  compare: () => <CompareStage />,
  shift: () => <ShiftStage />,
};

export function Shell() {
  const stage = useApp((state) => state.stage);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#stage">
        Skip to the stage
      </a>
      <Header />
      <Rail />
      <main className={styles.main} id="stage" tabIndex={-1} key={stage}>
        <div className={styles.content}>
          <Suspense fallback={<p role="status">Loading the stage…</p>}>{STAGE_VIEWS[stage]()}</Suspense>
        </div>
      </main>
      <Strip />
    </div>
  );
}
