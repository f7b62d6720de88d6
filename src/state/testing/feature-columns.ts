import { splitSummary, summaryColumn } from "../../domain/testing/summaries";
import { featureColumns, type FeatureColumn, type FeatureColumnParts } from "../feature-columns";

/** The files of the tests: `a` and `b` are numbers, `proto` and `host` text, `args` was not kept, `extra` is in train alone. */
export function testFiles(): FeatureColumnParts["files"] {
  const text = { kind: "text", dtype: "object" } as const;
  const columns = [
    summaryColumn("b", null, { missing: 2 }),
    summaryColumn("a", { 7: 100 }),
    summaryColumn("proto", { tcp: 90, udp: 10 }, text),
    summaryColumn("host", null, text),
    summaryColumn("args", null, { kind: "discarded", dtype: "object" }),
    summaryColumn("evil", { 0: 90, 1: 10 }),
  ];
  return {
    train: splitSummary("train", [...columns, summaryColumn("extra")]),
    validation: splitSummary("validation", columns),
    test: splitSummary("test", columns),
  };
}

export function testColumns(change: Partial<FeatureColumnParts> = {}): FeatureColumn[] {
  return featureColumns({ files: testFiles(), label: "evil", features: ["b", "proto"], treatments: [], ...change });
}

export function columnOf(columns: readonly FeatureColumn[], name: string): FeatureColumn {
  const column = columns.find((each) => each.name === name);
  if (column === undefined) throw new Error(`There is no column ${name}.`);
  return column;
}
