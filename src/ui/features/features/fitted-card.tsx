import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { FittedFeature } from "../../../domain/features/fitted";
import { formatStatistic } from "../../../domain/format";
import { counted } from "../../../domain/problem";
import { FITTED_ON, MISSING_TITLES, SCALERS, fillText, fittedEncodingText, transformText } from "../../../state/feature-text";
import { Card } from "../../components/card";
import { LeakageMark } from "../../components/leakage-mark";
import { VirtualTable, type VirtualColumn } from "../../components/virtual-table";
import { useApp } from "../../store-context";
import styles from "./features-stage.module.css";
import { usePrepared } from "./use-fitted";

interface FittedColumn extends VirtualColumn {
  readonly text: (feature: FittedFeature) => string;
}

const figure = (key: string, head: string, of: (feature: FittedFeature) => number): FittedColumn => ({
  key,
  head,
  width: 98,
  numeric: true,
  text: (feature) => formatStatistic(of(feature)),
});

const COLUMNS: readonly FittedColumn[] = [
  { key: "name", head: "Name", width: 190, text: ({ name }) => name },
  { key: "source", head: "Source", width: 130, text: ({ source }) => source },
  { key: "fill", head: "Missing", width: 116, text: (feature) => missingWords(feature) },
  { key: "transform", head: "Transform", width: 100, text: ({ transform }) => transform.map(transformText).join(", ") },
  { key: "encoding", head: "Encoding", width: 118, text: ({ encoding }) => fittedEncodingText(encoding) },
  figure("center", "Center", ({ center }) => center),
  figure("scale", "Scale", ({ scale }) => scale),
  figure("mean", "Mean", ({ statistics }) => statistics.mean),
  figure("std", "Std", ({ statistics }) => Math.sqrt(statistics.variance)),
  figure("min", "Min", ({ statistics }) => statistics.min),
  figure("max", "Max", ({ statistics }) => statistics.max),
];

const SHOWN_ROWS = 10;

function missingWords(feature: FittedFeature): string {
  return feature.fill === null ? fillText(feature) : `${MISSING_TITLES[feature.missing]}: ${fillText(feature)}`;
}

/** What was learned from the fitted rows, a line for each column of the matrix. */
export function FittedCard() {
  const { meta, outdated } = usePrepared();
  const download = useApp((state) => state.downloadFitted);
  if (meta === null) return null;
  const { columns, fitOn, scaler } = meta.fitted;
  const cell = (row: number, column: number): ReactNode => {
    const feature = columns[row];
    if (feature === undefined) return null;
    const text = COLUMNS[column]?.text(feature) ?? "";
    return (
      <span title={text} className={styles.cell}>
        <bdi>{text}</bdi>
      </span>
    );
  };
  return (
    <Card
      title="What was fitted"
      hint={`${counted(columns.length, "column")} of the matrix, learned from ${FITTED_ON[fitOn]} · z = (x − center) / scale${scaler === "none" ? ", here z = x" : ""}`}
      actions={
        <>
          {fitOn === "everything" && <LeakageMark />}
          {(["csv", "json"] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              size="compact-sm"
              disabled={outdated}
              onClick={() => void download(format)}
            >
              Download {format.toUpperCase()}
            </Button>
          ))}
        </>
      }
    >
      <VirtualTable
        label={`Fitted figures, ${SCALERS[scaler].title} scaler`}
        columns={COLUMNS}
        rows={columns.length}
        shownRows={SHOWN_ROWS}
        cell={cell}
        dimmed={outdated}
      />
    </Card>
  );
}
