import type { FittedFeature } from "../../../../domain/features/fitted";
import type { InjectableColumn, Injection, InjectionPlan, InjectionType, ListedInjection } from "../../../../domain/shift/injection";
import type { PreparedMeta } from "../../../../state/preparation-slice";

/** The feature columns of the data, in the order of the matrix. */
export function injectableColumns({ fitted, files }: Pick<PreparedMeta, "fitted" | "files">): InjectableColumn[] {
  const kinds = new Map(files.train.columns.map(({ name, kind }) => [name, kind]));
  const bySource = new Map<string, FittedFeature>();
  for (const column of fitted.columns) if (!bySource.has(column.source)) bySource.set(column.source, column);
  return [...bySource].map(([name, column]) => {
    const kind = kinds.get(name) === "text" ? "text" : "numeric";
    return { name, kind, deviation: kind === "numeric" ? deviationOf(column) : null };
  });
}

/** Known where the fitted column is the column of the data itself. */
function deviationOf({ encoding, transform, statistics }: FittedFeature): number | null {
  return encoding.type === "numeric" && transform.length === 0 ? Math.sqrt(statistics.variance) : null;
}

/** The first column of numbers whose spread is known and is not 0, else of numbers at all. */
function firstSensor(columns: readonly InjectableColumn[]): InjectableColumn | undefined {
  return columns.find(({ deviation }) => deviation !== null && deviation > 0) ?? columns.find(({ kind }) => kind === "numeric");
}

/** An injection of a type as it is added; null where no column can take it. */
export function newInjection(type: InjectionType, columns: readonly InjectableColumn[]): Injection | null {
  const sensor = firstSensor(columns);
  switch (type) {
    case "prior":
      return { type, prevalence: 0.5 };
    case "flip":
      return { type, share: 0.1 };
    case "missing":
      return { type, column: null, share: 0.2 };
    case "noise":
      return sensor === undefined ? null : { type, column: null, deviations: 1 };
    case "scale":
      return sensor === undefined ? null : { type, column: sensor.name, factor: 2 };
    case "offset":
      return sensor === undefined ? null : { type, column: sensor.name, by: inUnits(2, sensor) };
  }
}

/** So many standard deviations in the units of the column, in three digits; themselves where its spread is not known. */
function inUnits(deviations: number, { deviation }: InjectableColumn): number {
  return deviation === null || deviation === 0 ? deviations : Number((deviations * deviation).toPrecision(3));
}

/** The same injection of another column; an offset stays as many standard deviations. */
export function ofColumn(injection: Injection, name: string | null, columns: readonly InjectableColumn[]): Injection {
  switch (injection.type) {
    case "noise":
    case "missing":
      return { ...injection, column: name };
    case "scale":
      return name === null ? injection : { ...injection, column: name };
    case "offset": {
      const [from, to] = [injection.column, name].map((each) => columns.find((column) => column.name === each));
      if (to === undefined) return injection;
      const known = from !== undefined && from.deviation !== null && from.deviation > 0 && to.deviation !== null && to.deviation > 0;
      return { ...injection, column: to.name, by: known ? Number(((injection.by / (from.deviation ?? 1)) * (to.deviation ?? 1)).toPrecision(3)) : injection.by };
    }
    case "prior":
    case "flip":
      return injection;
  }
}

export interface Preset {
  readonly title: string;
  readonly injection: (columns: readonly InjectableColumn[]) => Injection | null;
}

/** For the classroom: each takes the place of the whole list. */
export const PRESETS: readonly Preset[] = [
  { title: "Prior to 50\u202f%", injection: (columns) => newInjection("prior", columns) },
  { title: "One sensor off by 2 sd", injection: (columns) => newInjection("offset", columns) },
  { title: "10\u202f% label noise", injection: (columns) => newInjection("flip", columns) },
  { title: "A fifth of the cells missing", injection: (columns) => newInjection("missing", columns) },
];

export function withList(plan: InjectionPlan, change: (list: readonly ListedInjection[]) => readonly ListedInjection[]): InjectionPlan {
  return { ...plan, list: change(plan.list) };
}

/** At the end, with a number that no other has. */
export function withAdded(plan: InjectionPlan, injection: Injection): InjectionPlan {
  const id = 1 + Math.max(0, ...plan.list.map((each) => each.id));
  return withList(plan, (list) => [...list, { id, on: true, injection }]);
}

export function withChanged(plan: InjectionPlan, id: number, change: Partial<ListedInjection>): InjectionPlan {
  return withList(plan, (list) => list.map((each) => (each.id === id ? { ...each, ...change } : each)));
}
