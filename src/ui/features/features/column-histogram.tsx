import { useEffect, useMemo, type ReactNode } from "react";
import type { FittedFeature } from "../../../domain/features/fitted";
import type { Histogram } from "../../../domain/inspect/profile";
import { CategoryBars } from "../../charts/category-bars";
import { splitsIn } from "../../charts/histogram-figures";
import { HistogramPlot } from "../../charts/histogram-plot";
import { LinkButton } from "../../components/link-button";
import { SplitName } from "../../components/split-name";
import { useApp } from "../../store-context";
import { afterHistogram } from "./after-histogram";
import styles from "./features-stage.module.css";
import { fittedBySource, useFitted } from "./use-fitted";

/** A column over the splits as it stands in the files, and as the net sees it. */
export function ColumnHistogram({ column }: { readonly column: string }) {
  const look = useApp((state) => state.looks.histograms);
  const inspect = useApp((state) => state.inspect);
  const again = useApp((state) => state.inspectAgain);
  // Others look at histograms too, and new files drop what was seen.
  const seen = look.question?.columns.length === 1 && look.question.columns[0] === column;
  useEffect(() => {
    if (!seen) inspect("histograms", { columns: [column], scale: null });
  }, [inspect, column, seen]);
  const fitted = useFitted();
  const feature = useMemo(() => fittedBySource(fitted).get(column)?.find(({ encoding }) => encoding.type === "numeric"), [fitted, column]);
  const histogram = look.answer?.value.find((each) => each.column === column);
  if (look.status === "failed") {
    return (
      <p className={styles.muted}>
        The histogram could not be made: {look.error}{" "}
        <LinkButton
          text="Try again"
          onClick={() => {
            again("histograms");
          }}
        />
      </p>
    );
  }
  return (
    <div className={styles.histogram}>
      {histogram?.kind === "numeric" && <BeforeAndAfter before={histogram} feature={feature} />}
      {histogram?.kind === "categories" && <CategoryBars histogram={histogram} axis="share" compact />}
    </div>
  );
}

interface BeforeAndAfterProps {
  readonly before: Extract<Histogram, { kind: "numeric" }>;
  /** Undefined while nothing is fitted, or where the column goes in as categories. */
  readonly feature: FittedFeature | undefined;
}

function BeforeAndAfter({ before, feature }: BeforeAndAfterProps) {
  const after = useMemo(() => (feature === undefined ? null : afterHistogram(before, feature)), [before, feature]);
  return (
    <>
      <div className={styles.legend}>
        {splitsIn(before).map((split) => (
          <SplitName key={split} split={split} />
        ))}
      </div>
      <Titled title="In the files">
        <HistogramPlot histogram={before} axis="share" />
      </Titled>
      {after !== null && (
        <Titled title="As the net sees it">
          <HistogramPlot histogram={after} axis="share" />
        </Titled>
      )}
    </>
  );
}

function Titled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <span className={styles.muted}>{title}</span>
      {children}
    </div>
  );
}
