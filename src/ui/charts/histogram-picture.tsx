import type { Histogram } from "../../domain/inspect/profile";
import { mapSplits } from "../../state/by-split";
import { useApp } from "../store-context";
import { CategoryBars } from "./category-bars";
import { HistogramChart } from "./histogram-chart";
import { notDrawnSentences, type CountAxis } from "./histogram-figures";
import { HistogramPlot } from "./histogram-plot";
import styles from "./histogram-plot.module.css";

interface HistogramPictureProps {
  readonly histogram: Histogram;
  readonly axis: CountAxis;
  readonly compact?: boolean;
}

/** A column over the splits: outlines of numbers, bars of categories, or why there is nothing to draw. */
export function HistogramPicture({ histogram, axis, compact = false }: HistogramPictureProps) {
  if (histogram.kind === "categories") return <CategoryBars histogram={histogram} axis={axis} compact={compact} />;
  if (histogram.edges.length < 2) {
    const why = histogram.scale === "log" ? "no value above zero, which a logarithmic axis takes" : "no finite value in any row";
    return (
      <p>
        {histogram.column} has {why}.
      </p>
    );
  }
  return compact ? <HistogramPlot histogram={histogram} axis={axis} /> : <HistogramChart histogram={histogram} axis={axis} />;
}

/** What is not in the picture, so that nobody takes it for the whole. */
export function NotDrawn({ histogram }: { readonly histogram: Histogram }) {
  const files = useApp((state) => state.files);
  const sentences = notDrawnSentences(histogram, mapSplits(files, ({ rows }) => rows));
  return sentences.length === 0 ? null : <p className={styles.notDrawn}>{sentences.join(" ")}</p>;
}
