import type { ThresholdRule } from "../../domain/metrics/thresholds";
import { NumberField } from "../components/number-field";
import type { RuleType } from "./threshold-text";

/** What a rule asks for when it is picked. */
export const RULE_DEFAULTS: { readonly [Type in RuleType]: Extract<ThresholdRule, { type: Type }> } = {
  fixed: { type: "fixed", threshold: 0.5 },
  "best-f1": { type: "best-f1" },
  youden: { type: "youden" },
  recall: { type: "recall", atLeast: 0.9 },
  precision: { type: "precision", atLeast: 0.9 },
  alerts: { type: "alerts", atMost: 50, eventsPerDay: 10_000 },
  cost: { type: "cost", missed: 10, falseAlarm: 1 },
};

interface RuleFieldsProps {
  readonly rule: ThresholdRule;
  /** Told with Enter, or when a field is left. */
  readonly onChange: (rule: ThresholdRule) => void;
}

/** The numbers of a rule. */
export function RuleFields({ rule, onChange }: RuleFieldsProps) {
  switch (rule.type) {
    case "fixed":
    case "best-f1":
    case "youden":
      return null;
    case "recall":
    case "precision":
      return (
        <NumberField
          label="At least"
          takes="entered"
          value={rule.atLeast}
          refuse={refuseShare}
          onChange={(atLeast) => { onChange({ ...rule, atLeast }); }}
        />
      );
    case "alerts":
      return (
        <>
          <NumberField
            label="Alerts a day"
            takes="entered"
            value={rule.atMost}
            refuse={refuseNegative}
            onChange={(atMost) => { onChange({ ...rule, atMost }); }}
          />
          <NumberField
            label="of events a day"
            takes="entered"
            value={rule.eventsPerDay}
            refuse={refuseNegative}
            onChange={(eventsPerDay) => { onChange({ ...rule, eventsPerDay }); }}
          />
        </>
      );
    case "cost":
      return (
        <>
          <NumberField
            label="A miss costs"
            takes="entered"
            value={rule.missed}
            refuse={refuseNegative}
            onChange={(missed) => { onChange({ ...rule, missed }); }}
          />
          <NumberField
            label="A false alarm costs"
            takes="entered"
            value={rule.falseAlarm}
            refuse={refuseNegative}
            onChange={(falseAlarm) => { onChange({ ...rule, falseAlarm }); }}
          />
        </>
      );
  }
}

function refuseShare(value: number): string | null {
  return value >= 0 && value <= 1 ? null : "From 0 to 1, such as 0.9 for 90 %.";
}

function refuseNegative(value: number): string | null {
  return Number.isFinite(value) && value >= 0 ? null : "0 or more.";
}
