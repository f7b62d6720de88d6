import { Button } from "@mantine/core";
import { useState } from "react";
import type { ThresholdRule } from "../../domain/metrics/thresholds";
import { refusals } from "../../domain/run-limits";
import { SPLIT_TITLES, SPLITS, type Split } from "../../domain/split";
import { applyRule, shownComparison } from "../../state/compare-figures";
import { thresholdOf, type ChosenThreshold } from "../../state/threshold-slice";
import type { AppState } from "../../state/app-state";
import { Choice } from "../components/choice";
import { NumberField } from "../components/number-field";
import { useApp, useAppNow } from "../store-context";
import styles from "./bars.module.css";
import { RuleFields, RULE_DEFAULTS } from "./rule-fields";
import { isOutdated, originText, originWarning, RULE_TITLES, type RuleType } from "./threshold-text";

type Way = RuleType | "run" | "hand";

const WAYS: readonly { readonly value: Way; readonly label: string }[] = [
  { value: "run", label: "The run's own" },
  { value: "hand", label: "By hand" },
  ...(Object.keys(RULE_TITLES) as RuleType[]).map((type) => ({ value: type, label: RULE_TITLES[type] })),
];

/** A rule that was tried, and what came of it. It counts only while the threshold is the one that it was tried under. */
interface Tried {
  readonly rule: ThresholdRule;
  readonly split: Split;
  /** Why it chooses nothing; null where it chose. */
  readonly refusal: string | null;
  readonly under: ChosenThreshold | null;
}

/** One threshold for all three splits: typed, or chosen by a rule on one of them. */
export function ThresholdBar() {
  const threshold = useApp(thresholdValue);
  const chosen = useApp((state) => state.chosenThreshold);
  const chooseThreshold = useApp((state) => state.chooseThreshold);
  const chooser = useChooser(chosen);
  const { rule, way, split, refusal } = chooser;
  return (
    <section className={styles.bar} aria-label="Threshold">
      <div className={styles.choosing}>
        <NumberField
          label="Threshold"
          term="threshold"
          value={threshold}
          refuse={(value) => (value === threshold ? null : refusals.threshold(value))}
          onChange={(value) => {
            if (value !== threshold) chooseThreshold(value, { kind: "typed" });
          }}
        />
        <Choice label="Chosen by" value={way} options={WAYS} onChange={chooser.chooseWay} />
        {rule !== null && <RuleFields rule={rule} onChange={(next) => { chooser.choose(next, split); }} />}
        {rule !== null && rule.type !== "fixed" && (
          <Choice
            label="Chosen on"
            value={split}
            options={SPLITS.map((value) => ({ value, label: SPLIT_TITLES[value] }))}
            onChange={(next) => { chooser.choose(rule, next); }}
          />
        )}
        <Origin
          onAgain={() => {
            if (rule !== null) chooser.choose(rule, split);
          }}
        />
      </div>
      {refusal !== null && (
        <p role="alert" className={styles.refusal}>
          {refusal} The threshold stays as it was.
        </p>
      )}
      <Warning />
    </section>
  );
}

interface Chooser {
  readonly rule: ThresholdRule | null;
  readonly way: Way;
  readonly split: Split;
  readonly refusal: string | null;
  readonly chooseWay: (way: Way) => void;
  readonly choose: (rule: ThresholdRule, split: Split) => void;
}

function useChooser(chosen: ChosenThreshold | null): Chooser {
  const takeRunThreshold = useApp((state) => state.useRunThreshold);
  const chooseThreshold = useApp((state) => state.chooseThreshold);
  const threshold = useApp(thresholdValue);
  const now = useAppNow();
  const [tried, setTried] = useState<Tried | null>(null);
  const refused = tried !== null && tried.refusal !== null && tried.under === chosen ? tried : null;
  const origin = chosen?.origin ?? null;
  const rule = refused?.rule ?? (origin?.kind === "rule" ? origin.rule : null);
  const split = refused?.split ?? (origin?.kind === "rule" ? origin.split : (tried?.split ?? "validation"));
  const choose = (next: ThresholdRule, on: Split): void => {
    setTried({ rule: next, split: on, refusal: applyRule(now(), next, on), under: chosen });
  };
  return {
    rule,
    split,
    way: rule?.type ?? (origin === null ? "run" : "hand"),
    refusal: refused?.refusal ?? null,
    choose,
    chooseWay: (way) => {
      if (way === "run") {
        setTried(null);
        takeRunThreshold();
      } else if (way === "hand") {
        chooseThreshold(threshold, { kind: "typed" });
      } else {
        choose(RULE_DEFAULTS[way], split);
      }
    },
  };
}

/** How the threshold in use came about. */
function Origin({ onAgain }: { readonly onAgain: () => void }) {
  const chosen = useApp((state) => state.chosenThreshold);
  const exact = useApp((state) => shownComparison(state)?.exact ?? null);
  const epoch = useApp((state) => shownComparison(state)?.epoch ?? null);
  const origin = chosen?.origin ?? { kind: "run" as const };
  return (
    <div className={styles.origin}>
      {/* Of the run's own the list beside it says so already. */}
      <p>{origin.kind === "run" ? null : originText(origin)}</p>
      {exact !== null && isOutdated(origin, { epoch, exact }) && (
        <Button variant="default" size="compact-xs" onClick={onAgain}>
          Choose again with the scores shown
        </Button>
      )}
    </div>
  );
}

function Warning() {
  const warning = useApp((state) => originWarning(thresholdOf(state).origin));
  return (
    <p role="status" className={warning === null ? undefined : styles.warning}>
      {warning}
    </p>
  );
}

function thresholdValue(state: AppState): number {
  return thresholdOf(state).value;
}
