import { SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CountAxis } from "../../../charts/histogram-figures";
import { HistogramPicture, NotDrawn } from "../../../charts/histogram-picture";
import { SplitName } from "../../../components/split-name";
import { useApp } from "../../../store-context";
import { SPLITS } from "../../../../domain/split";
import styles from "./changed.module.css";
import { DriftFrame } from "./drift-frame";

/** One column over the three splits, each an outline in its hue. */
export function MovedColumn({ column }: { readonly column: string }) {
  const look = useApp((state) => state.looks.histograms);
  const inspect = useApp((state) => state.inspect);
  const again = useApp((state) => state.inspectAgain);
  const [axis, setAxis] = useState<CountAxis>("share");
  // Others look at histograms too, and new files drop what was seen.
  const asked = look.question?.columns.length === 1 && look.question.columns[0] === column && look.question.scale === null;
  useEffect(() => {
    if (!asked) inspect("histograms", { columns: [column], scale: null });
  }, [inspect, column, asked]);
  const histogram = asked ? look.answer?.value.find((each) => each.column === column) : undefined;
  return (
    <section className={styles.stack} aria-label={`How ${column} is spread`}>
      <div className={styles.bar}>
        <div className={styles.legend}>
          {SPLITS.map((split) => (
            <SplitName key={split} split={split} />
          ))}
        </div>
        <SegmentedControl<CountAxis>
          size="xs"
          aria-label="What heights are"
          value={axis}
          data={[
            { value: "share", label: "share of the split" },
            { value: "log count", label: "rows, logarithmic" },
          ]}
          onChange={setAxis}
        />
      </div>
      <div className={styles.spread}>
        <DriftFrame look={look} what={`the histogram of ${column}`} onAgain={() => { again("histograms"); }}>
          {histogram === undefined ? null : (
            <>
              <HistogramPicture histogram={histogram} axis={axis} />
              <NotDrawn histogram={histogram} />
            </>
          )}
        </DriftFrame>
      </div>
    </section>
  );
}
