import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { SCALER_KINDS } from "../../../domain/features/plan";
import { formatCount } from "../../../domain/format";
import type { FeatureColumn } from "../../../state/feature-columns";
import { ENCODING_TITLES, MISSING_TITLES, SCALERS, TRANSFORM_TITLES } from "../../../state/feature-text";
import { Card } from "../../components/card";
import { Choice } from "../../components/choice";
import { LeakageMark } from "../../components/leakage-mark";
import { Term } from "../../components/term";
import { useApp } from "../../store-context";
import styles from "./features-stage.module.css";

interface OrderCardProps {
  readonly columns: readonly FeatureColumn[];
  readonly locked: boolean;
}

const SCALER_OPTIONS = SCALER_KINDS.map((value) => ({ value, label: SCALERS[value].title }));

/** The four steps in their fixed order, with how often each is done in which way, and the scaler. */
export function OrderCard({ columns, locked }: OrderCardProps) {
  const treatments = columns.filter(({ used }) => used).map(({ treatment }) => treatment);
  return (
    <Card title="From cells to the matrix" hint="always in this order" actions={<FitOnSwitch locked={locked} />}>
      <ol className={styles.order} aria-label="Order of the steps">
        <Step number={1} title="Missing" text="A cell without a value is filled in, or its row is dropped.">
          {tally(treatments.map(({ missing }) => MISSING_TITLES[missing.type]))}
        </Step>
        <Step number={2} title="Transform" text="Each number by itself: limits, logarithms.">
          {tally(treatments.flatMap(({ transform }) => transform.map(({ type }) => TRANSFORM_TITLES[type]))) || "nothing is transformed"}
        </Step>
        <Step number={3} title="Encode" text="Categories become numbers, in one column or several.">
          {tally(treatments.map(({ encoding }) => ENCODING_TITLES[encoding.type]))}
        </Step>
        <Step number={4} title="Scale">
          <ScalerChoice locked={locked} />
        </Step>
      </ol>
    </Card>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  /** What the step does, where its own controls do not say. */
  readonly text?: string;
  readonly children: ReactNode;
}

function Step({ number, title, text, children }: StepProps) {
  return (
    <li className={styles.step}>
      <strong>
        {number} {title}
      </strong>
      {text !== undefined && <p className={styles.muted}>{text}</p>}
      <div className={text === undefined ? styles.muted : undefined}>{children}</div>
    </li>
  );
}

/** "numeric: 6 · one-hot: 2", the most frequent first. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${word}: ${formatCount(count)}`)
    .join(" · ");
}

function ScalerChoice({ locked }: { readonly locked: boolean }) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const { formula, text } = SCALERS[wish.scaler];
  return (
    <Choice
      label="Scaler"
      term="scaler"
      value={wish.scaler}
      options={SCALER_OPTIONS}
      disabled={locked}
      description={`${formula}. ${text}`}
      onChange={(scaler) => {
        change({ ...wish, scaler });
      }}
    />
  );
}

/** There to show what leakage does, and marked wherever its results appear. */
function FitOnSwitch({ locked }: { readonly locked: boolean }) {
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const everything = wish.fitOn === "everything";
  return (
    <>
      {everything && <LeakageMark />}
      <Switch
        label="Fit on everything"
        description="a demonstration of leakage"
        checked={everything}
        disabled={locked}
        onChange={(event) => {
          change({ ...wish, fitOn: event.currentTarget.checked ? "everything" : "train" });
        }}
      />
      <Term name="leakage" />
    </>
  );
}
