import { planSentence } from "../domain/carve";
import { isPool, poolSentence, type DealPlan } from "../domain/pool";
import { SPLITS } from "../domain/split";
import type { AppState } from "./app-state";
import { isSamePlan } from "./former-run";

/** The rows that are loaded are dealt anew: how, in words; null where they are not. */
export function loadedDealText({ poolDue }: Pick<AppState, "poolDue">): string | null {
  const plan = poolDue();
  return plan === null ? null : `Dealt again: the splits are not the files as they came. ${poolSentence(plan)}`;
}

/** What is to be said of the figures of the run that is shown, where it was trained on other files or another deal than what is loaded. */
export interface OtherRows {
  /** A few words for a mark. */
  readonly word: string;
  readonly text: string;
}

type Seen = Pick<AppState, "run" | "files" | "poolDue" | "carvePlan" | "carving">;

const OTHER_FILES: OtherRows = {
  word: "earlier files",
  text: "These figures are of a run on files that are no longer loaded, or not in these roles. Train to see how a net does on what is loaded now.",
};

/** Null where there is no run with figures, or where it was trained on the rows that are loaded. */
export function otherRows(state: Seen): OtherRows | null {
  const { run, files, carvePlan } = state;
  if (run === null || run.history.length === 0) return null;
  const { data } = run;
  if (data !== null && SPLITS.some((split) => files[split]?.sha256 !== data.files[split].sha256)) return OTHER_FILES;
  const trained = run.config.split ?? null;
  const loaded = state.poolDue() ?? carvePlan;
  if (isSamePlan(trained, loaded)) return null;
  return { word: wordOf(trained), text: `These figures are of ${rowsText(trained)}, and what is loaded now is ${loadedText(loaded)}. Train to see how a net does on it.` };
}

/** The same as text alone, which stays the same as long as its words do. */
export function otherRowsText(state: Seen): string | null {
  return otherRows(state)?.text ?? null;
}

export function otherRowsWord(state: Seen): string | null {
  return otherRows(state)?.word ?? null;
}

function wordOf(plan: DealPlan | null): string {
  return plan === null ? "files as they came" : isPool(plan) ? "dealt again" : "divided file";
}

function rowsText(plan: DealPlan | null): string {
  if (plan === null) return "a run on the files as they came";
  return isPool(plan) ? `a run on rows that were dealt again (${ofSentence(poolSentence(plan))})` : `a run on one file that was divided (${ofSentence(planSentence(plan))})`;
}

function loadedText(plan: DealPlan | null): string {
  return plan === null ? "the files as they came" : isPool(plan) ? `another deal (${ofSentence(poolSentence(plan))})` : "a file that is divided otherwise";
}

function ofSentence(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
