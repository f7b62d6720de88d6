import { aucText, domainMethod, intervalText, toldWords } from "../../../../domain/shift/apart-words";
import type { DomainAnswer, DomainMeasure } from "../../../../domain/shift/domain-question";
import type { FeatureImportance } from "../../../../domain/why/permutation-importance";
import type { NamedBar } from "../../../charts/bar-picture";
import type { ChartTable } from "../../../charts/kit/chart-table";

/** A loss of AUC: three decimals, "0" only for exactly that. */
export function lossText(loss: number): string {
  if (loss === 0) return "0";
  if (Math.abs(loss) < 5e-4) return loss < 0 ? "> −0.001" : "< 0.001";
  return loss < 0 ? `−${Math.abs(loss).toFixed(3)}` : loss.toFixed(3);
}

function barNote({ name, mean, interval }: FeatureImportance): string {
  const range = interval === null ? "" : `, 95 % interval over the orders drawn ${lossText(interval.low)} to ${lossText(interval.high)}`;
  return `${name}: ${lossText(mean)}${range}`;
}

export function barsOf({ columns }: DomainMeasure): readonly NamedBar[] {
  return columns.map((column) => ({ name: column.name, value: column.mean, interval: column.interval, text: lossText(column.mean), note: barNote(column) }));
}

/** The axis that the bars of both variants share; 0 is on it. */
export function barDomain({ plain, sameMix }: DomainAnswer): readonly [low: number, high: number] {
  const ends = [plain, sameMix].flatMap((result) =>
    result.type === "measured" ? result.columns.flatMap(({ mean, interval }) => [mean, interval?.low ?? mean, interval?.high ?? mean]) : [],
  );
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

export function barTable({ columns }: DomainMeasure): ChartTable {
  return {
    columns: ["column", "loss of AUC", "low", "high"],
    rows: columns.map(({ name, mean, interval }) => [name, mean, interval?.low ?? null, interval?.high ?? null]),
    format: lossText,
  };
}

export function barSummary({ columns }: DomainMeasure): string {
  const first = columns[0];
  return first === undefined ? "There are no columns." : `AUC lost when one column is mixed up; most by ${first.name}, ${lossText(first.mean)}.`;
}

/** The area in words, for those who do not see its picture. */
export function aucNote(measure: DomainMeasure): string {
  return `AUC ${aucText(measure.auc)}, 95 % interval ${intervalText(measure.interval)}: ${toldWords(measure)}. ${domainMethod(measure)}`;
}

/** Where an area stands between 0.4 and 1, in per cent of the way; what is below stands at the foot. */
export function placeOf(auc: number): number {
  return 100 * Math.min(1, Math.max(0, (auc - 0.4) / 0.6));
}
