import type { AxisScale, ColumnProfile, Correlation, Duplicates, Finding, Histogram, RowPage } from "../domain/inspect/profile";
import { suggestScale } from "../domain/inspect/suggest-scale";
import { SPLITS, type PerSplit, type Split } from "../domain/split";
import type { Portion } from "../protocol/ingest-service";
import type { DataSource } from "./data-source";
import type { Watching } from "./look";

export interface RowsQuestion {
  readonly splits: readonly Split[];
  readonly from: number;
  readonly count: number;
  /** Null: all of them. */
  readonly columns: readonly string[] | null;
}

export interface HistogramsQuestion {
  readonly columns: readonly string[];
  /** Null: what suits each column. */
  readonly scale: AxisScale | null;
}

export interface CorrelationQuestion {
  readonly splits: readonly Split[];
  readonly columns: readonly string[];
}

/** Where there is nothing to choose. */
export type Everything = "everything";

export type Profiles = Partial<PerSplit<readonly ColumnProfile[]>>;

/** What each panel asks of the data, and what it is told. */
export interface Inspections {
  findings: { question: Everything; answer: readonly Finding[] };
  rows: { question: RowsQuestion; answer: Partial<PerSplit<RowPage>> };
  profiles: { question: readonly Split[]; answer: Profiles };
  /** Columns that no split has are left out. */
  histograms: { question: HistogramsQuestion; answer: readonly Histogram[] };
  correlation: { question: CorrelationQuestion; answer: Partial<PerSplit<Correlation>> };
  duplicates: { question: Everything; answer: Duplicates };
}

export type Panel = keyof Inspections;

export type Asks = {
  readonly [P in Panel]: (question: Inspections[P]["question"], watching: Watching) => Promise<Inspections[P]["answer"]>;
};

/** How each panel's question is put to the data worker. */
export function asksOf(dataSource: DataSource): Asks {
  return {
    findings: (_question, watching) => dataSource.findings(watching),
    rows: ({ splits, ...wanted }, watching) => ofEach(splits, watching, (split, { signal }) => dataSource.rows({ split, ...wanted }, signal)),
    profiles: (splits, watching) => ofEach(splits, watching, (split, part) => dataSource.profile({ split, columns: null }, part)),
    histograms: (question, watching) => histogramsOf(dataSource, question, watching),
    correlation: ({ splits, columns }, watching) => ofEach(splits, watching, (split, part) => dataSource.correlation({ split, columns }, part)),
    duplicates: (_question, watching) => dataSource.duplicates(watching),
  };
}

/** Asks split after split; what is told of each is an equal part of the whole. */
async function ofEach<Answer>(
  splits: readonly Split[],
  { signal, onEvent }: Watching,
  ask: (split: Split, part: Watching) => Promise<Answer>,
): Promise<Partial<PerSplit<Answer>>> {
  const answers: Partial<PerSplit<Answer>> = {};
  for (const [index, split] of splits.entries()) {
    const part = { signal, onEvent: ({ done, total }: Portion) => { onEvent({ done: index * total + done, total: splits.length * total }); } };
    answers[split] = await ask(split, part);
  }
  return answers;
}

async function histogramsOf(
  dataSource: DataSource,
  { columns, scale }: HistogramsQuestion,
  { signal, onEvent }: Watching,
): Promise<readonly Histogram[]> {
  const histograms: Histogram[] = [];
  for (const [index, column] of columns.entries()) {
    onEvent({ done: index, total: columns.length });
    const histogram = await dataSource.histogram({ column, scale: scale ?? (await suitable(dataSource, column, signal)) }, signal);
    if (histogram !== null) histograms.push(histogram);
  }
  return histograms;
}

/** The scale that suits a column: of its figures in the first split that knows them. */
async function suitable(dataSource: DataSource, column: string, signal: AbortSignal): Promise<AxisScale> {
  for (const split of SPLITS) {
    const [profile] = await dataSource.profile({ split, columns: [column] }, { signal });
    if (profile !== undefined) return suggestScale(profile);
  }
  return "linear";
}
