import { Button } from "@mantine/core";
import { formatCount } from "../../../../domain/format";
import { FEW_ROWS, insideSentences, type LayersSeen } from "../../../../domain/insight/inside-words";
import type { RunConfig } from "../../../../domain/run-config";
import type { EpochInsight } from "../../../../state/insight-slice";
import { Card } from "../../../components/card";
import { useApp } from "../../../store-context";
import styles from "./inside.module.css";
import { atEpochs } from "./layer-figures";
import type { ShownInsight } from "./use-insight";

interface InsideWordsProps {
  readonly shown: ShownInsight;
  readonly insights: readonly EpochInsight[];
}

/** Sentences about the layers, and on which rows they were worked out. */
export function InsideWords({ shown, insights }: InsideWordsProps) {
  const config = useApp((state) => state.run?.config ?? state.config);
  const { insight } = shown;
  return (
    <Card title="What the layers say" hint={insight === null ? undefined : momentText(insight.epoch)}>
      {insight !== null && (
        <>
          <ul className={styles.sentences}>
            {sentencesOf(insight, insights, config).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p className={styles.sample}>{sampleText(insight, config)}</p>
        </>
      )}
      <Waiting shown={shown} />
    </Card>
  );
}

function sentencesOf(insight: EpochInsight, insights: readonly EpochInsight[], { loss, optimizer }: RunConfig): string[] {
  const seenOf = ({ epoch, insight: { layers, rowsUsed } }: EpochInsight): LayersSeen => ({ epoch, layers, rowsUsed });
  return insideSentences({ shown: seenOf(insight), all: atEpochs(insights).map(seenOf), loss, weightDecay: optimizer.weightDecay });
}

export function momentText(epoch: number | null): string {
  if (epoch === null) return "where the run ended, within an epoch";
  return epoch === 0 ? "untrained net" : `epoch ${epoch}`;
}

function sampleText({ insight: { rowsUsed, rows } }: EpochInsight, { seed }: RunConfig): string {
  const which =
    rowsUsed === rows
      ? `on all ${formatCount(rows)} rows trained on`
      : `on ${formatCount(rowsUsed)} of the ${formatCount(rows)} rows trained on, drawn with seed ${seed}, the same at every epoch`;
  const few = rowsUsed < FEW_ROWS ? " So few rows, since the net is large: units that look dead on them may well answer others." : "";
  return `Worked out ${which}, taken as one batch: the loss of the run without its penalties, with nothing dropped out.${few}`;
}

/** What is on its way, what stands in for it, and what failed. */
function Waiting({ shown }: { readonly shown: ShownInsight }) {
  const { status, error, portion } = useApp((state) => state.insightLook);
  const again = useApp((state) => state.askInsightAgain);
  const { insight, own } = shown;
  const instead = insight === null || own ? "" : ` Of ${momentText(shown.epoch)} nothing is known yet; this is ${momentText(insight.epoch)}.`;
  if (status === "failed") {
    return (
      <p className={styles.wait} role="alert">
        The layers could not be looked into: {error}.{instead}
        <Button size="compact-sm" variant="default" onClick={again}>
          Try again
        </Button>
      </p>
    );
  }
  const done = portion === null ? "" : ` ${portion.done} of ${portion.total} epochs`;
  const text = status === "looking" || insight === null ? `Looking into kept epochs…${done}.` : "";
  return <p className={styles.wait}>{`${text}${instead}`.trim()}</p>;
}
