import type { ReportTerm } from "../../../../domain/shift/shift-markdown";
import { TERMS } from "../../../components/terms";
import { APART_TERMS } from "../apart/apart-terms";
import { DRIFT_TERMS } from "../changed/drift-terms";
import { CORRECT_TERMS } from "../correct/terms";
import { COST_TERMS } from "../cost/cost-terms";

/** What the panels explain by a "?" that no printed page has, in the order in which the report comes to it. */
export const REPORT_TERMS: readonly ReportTerm[] = [
  TERMS.baseline,
  DRIFT_TERMS.labelShift,
  DRIFT_TERMS.psi,
  DRIFT_TERMS.cramersV,
  DRIFT_TERMS.effect,
  DRIFT_TERMS.ks,
  DRIFT_TERMS.wasserstein,
  DRIFT_TERMS.jsDistance,
  DRIFT_TERMS.unseenShare,
  DRIFT_TERMS.withinClass,
  APART_TERMS.auc,
  COST_TERMS.labelMix,
  COST_TERMS.tpr,
  COST_TERMS.tnr,
  COST_TERMS.noise,
  TERMS.holdout,
  CORRECT_TERMS.em,
  CORRECT_TERMS.bbse,
  CORRECT_TERMS.interval,
  CORRECT_TERMS.correction,
];
