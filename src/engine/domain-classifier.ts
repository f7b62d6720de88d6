import { inOneGo } from "../domain/inspect/stepwise";
import { aucWithInterval } from "../domain/metrics/auc-interval";
import { aucOfCopies, type CopiedRows } from "../domain/metrics/auc-of-copies";
import { countsOfLogits } from "../domain/metrics/logit-counts";
import type { DomainAnswer, DomainAuc, DomainMeasure, DomainQuestion, DomainResult } from "../domain/shift/domain-question";
import { drawDomainRows, evenRows, type DomainRows } from "../domain/shift/domain-rows";
import { rankScaled } from "../domain/shift/rank-scale";
import type { Matrices } from "../domain/trainer";
import { permutationImportance, type FeatureImportance } from "../domain/why/permutation-importance";
import type { Backend } from "./backend";
import { logitsOfGuests } from "./bench";
import { trainDomainNet } from "./domain-net";
import type { Pace } from "./pace";
import { TrainerError } from "./trainer-error";

const REPEATS = 3;
/** Rows that are mixed up: more make the bars no longer. */
const MOST_MIXED = 20_000;
const LEAST_MIXED = 2_000;
/** Numbers that all mixed up rows may have together. */
const MIXED_CELLS = 4e8;

interface DomainWork {
  readonly backend: Backend;
  readonly matrices: Matrices;
  readonly pace: Pace;
}

/** Tells rows of train from those of another split: as they are, then with the same mix of classes on both sides. */
export async function tellApart(work: DomainWork, question: DomainQuestion): Promise<DomainAnswer> {
  const { against, seed } = question;
  const plain = await measured(work, question, false, [0, 0.5]);
  const sameMix = await measured(work, question, true, [0.5, 1]);
  return { against, seed, engine: work.backend.identity, plain, sameMix };
}

async function measured(work: DomainWork, question: DomainQuestion, sameMix: boolean, [from, to]: readonly [number, number]): Promise<DomainResult> {
  const { backend, matrices, pace } = work;
  const part = (start: number, end: number): void => {
    pace.part(from + (to - from) * start, from + (to - from) * end);
  };
  part(0, 0.15);
  await pace.turn(0);
  const drawn = drawDomainRows(matrices, question.against, sameMix, question.seed);
  if (drawn.type === "none") return { type: "undefined", reason: drawn.reason };
  const scaled = await pace.through(rankScaled(drawn.learn.x, drawn.measured.x, matrices.features));
  const learn: DomainRows = { ...drawn.learn, x: scaled.learn };
  const unseen: DomainRows = { ...drawn.measured, x: scaled.measured };
  part(0.15, 0.75);
  await trainDomainNet(backend, learn, unseen, matrices.features, question.seed, (share) => pace.turn(share));
  part(0.75, 0.8);
  const logits = await logitsOfUnseen(backend, unseen.side.length, pace);
  part(0.8, 1);
  const { rowsASide, positivesASide, distinctRows, copiesTogether } = drawn;
  const sets = sameMix ? ([1, 0] as const).map((label) => rowsOfClass(logits, unseen, label)) : [scoredRows(logits, unseen.side, unseen.content)];
  const areaOf = (of: readonly CopiedRows[]): DomainAuc => aucOf(of, copiesTogether ? distinctRows : null);
  const [positive, negative] = sets.map((set) => areaOf([set]));
  return {
    type: "measured",
    ...areaOf(sets),
    rowsASide,
    positivesASide,
    distinctRows,
    copiesTogether,
    within: positive === undefined || negative === undefined ? null : { positive, negative },
    columns: await columnsOf(work, question, sameMix ? evenRows(unseen, matrices.features) : unseen),
  };
}

async function logitsOfUnseen(backend: Backend, rows: number, pace: Pace): Promise<Float32Array> {
  const logits = new Float32Array(rows);
  for (let start = 0; start < rows; start += backend.chunkRows) {
    await pace.turn(start / rows);
    logits.set(await backend.logits("test", start, Math.min(backend.chunkRows, rows - start)), start);
  }
  if (logits.every(Number.isFinite)) return logits;
  throw new TrainerError("not-finite", "The small net gave outputs that are not numbers, so nothing can be measured. Draw other rows.");
}

function scoredRows(logits: Float32Array, y: Uint8Array, content: Uint32Array): CopiedRows {
  return { logits, y, content, counts: inOneGo(countsOfLogits(logits, y)) };
}

function rowsOfClass(logits: Float32Array, { side, label, content }: DomainRows, one: 0 | 1): CopiedRows {
  const isOf = (_: number, row: number): boolean => label[row] === one;
  return scoredRows(logits.filter(isOf), side.filter(isOf), content.filter(isOf));
}

/** @param contents how many different rows there are, where their copies are no rows of their own; else null */
function aucOf(sets: readonly CopiedRows[], contents: number | null): DomainAuc {
  const mean = contents === null ? aucWithInterval(sets.map(({ counts }) => counts)) : aucOfCopies(sets, contents);
  if (mean === null) throw new RangeError("There are too few rows of a side.");
  return mean;
}

async function columnsOf({ backend, matrices, pace }: DomainWork, { groups, seed }: DomainQuestion, rows: DomainRows): Promise<DomainMeasure["columns"]> {
  const { features } = matrices;
  const maxRows = Math.min(MOST_MIXED, Math.max(LEAST_MIXED, Math.floor(MIXED_CELLS / (REPEATS * groups.length * features))));
  let done = 0;
  const { metrics } = await permutationImportance(
    (x, count) => logitsOfGuests(backend, x, count, () => pace.turn(done)),
    { x: rows.x, columns: features, y: rows.side, groups, repeats: REPEATS, seed, threshold: 0.5, metrics: ["rocAuc"], maxRows },
    { onProgress: (share) => { done = share; } },
  );
  const area = metrics.rocAuc;
  return area?.type === "measured" ? area.features.toSorted(byMean) : [];
}

function byMean(a: FeatureImportance, b: FeatureImportance): number {
  return b.mean - a.mean;
}
