import { useState } from "react";
import { SPLIT_TITLES } from "../../../../domain/split";
import { AGAINST, type Against } from "../../../../domain/shift/against";
import { logitOffset } from "../../../../domain/shift/prior-correction";
import type { PriorAnswer, PriorMethod } from "../../../../domain/shift/prior-estimates";
import { estimateNotes, estimateSentence, offsetSentence, openEndWarning, outcomeSentence, refuseCorrection } from "../../../../domain/shift/prior-words";
import type { Moment } from "../../../../state/compared-net";
import { Card } from "../../../components/card";
import { Choice } from "../../../components/choice";
import { NumberField } from "../../../components/number-field";
import { TermMark } from "../../../components/term";
import { ApplyCorrection } from "./apply-correction";
import { BeforeAfter } from "./before-after";
import styles from "./correct.module.css";
import { CORRECT_TERMS } from "./terms";
import { useCorrected } from "./use-prior";
import { Waiting } from "./waiting";

type Way = PriorMethod | "typed";

const TARGETS = AGAINST.map((value) => ({ value, label: SPLIT_TITLES[value] }));
const WAYS = [
  { value: "em", label: "EM estimate" },
  { value: "bbse", label: "BBSE estimate" },
  { value: "typed", label: "A share that I type" },
] as const;

interface CorrectionCardProps {
  readonly answer: PriorAnswer;
  readonly at: Moment;
  readonly against: Against;
  readonly onAgainst: (against: Against) => void;
}

/** Corrects the scores to an estimated or typed share of positives, and shows what that changes. */
export function CorrectionCard({ answer, at, against, onAgainst }: CorrectionCardProps) {
  const [way, setWay] = useState<Way>("em");
  const [typed, setTyped] = useState(0.5);
  const target = answer.against[against];
  const { trained } = answer;
  const estimate = way === "typed" ? null : target[way];
  const prior = estimate === null ? typed : estimate.type === "estimated" ? estimate.prior : null;
  const refusal = prior === null ? null : refuseCorrection(prior);
  const offset = prior === null || refusal !== null || trained.type === "unknown" ? null : logitOffset(trained.prior, prior);
  const { awaited, figures } = useCorrected(offset);
  const openEnd = estimate === null || offset === null ? null : openEndWarning(estimate);
  const notes = way === "typed" ? [] : [...estimateNotes(way, target), ...(openEnd === null ? [] : [openEnd])];
  return (
    <Card title="Correct the scores" hint={<>to another share of positives <TermMark {...CORRECT_TERMS.correction} /></>}>
      <div className={styles.stack}>
        <div className={styles.fields}>
          <Choice label="For the rows of" value={against} options={TARGETS} onChange={onAgainst} />
          <Choice label="Share of positives" value={way} options={WAYS} onChange={setWay} />
          {way === "typed" && <NumberField label="Share, 0 to 1" value={typed} takes="entered" refuse={refuseShare} onChange={setTyped} />}
        </div>
        {way !== "typed" && <p>{estimateSentence(against, way, target)}</p>}
        {notes.map((note) => (
          <p key={note} className={styles.warning}>
            {note}
          </p>
        ))}
        {offset === null || prior === null || trained.type === "unknown" ? (
          <p className={styles.muted}>{noCorrection(answer, refusal)}</p>
        ) : (
          <>
            <p>{offsetSentence(trained.prior, prior, offset)}</p>
            {figures === null ? (
              <Waiting panel="corrected" awaited={awaited} what="the corrected figures" />
            ) : (
              <>
                <p className={styles.strong}>{outcomeSentence(against, figures[against].before, figures[against].after)}</p>
                <BeforeAfter figures={figures} />
                <ApplyCorrection at={at} trainPrior={trained.prior} prior={prior} offset={offset} method={way} target={way === "typed" ? null : against} figures={figures} />
              </>
            )}
          </>
        )}
      </div>
    </Card>
  );
}

function refuseShare(value: number): string | null {
  return refuseCorrection(value) === null ? null : "Type a share between 0.000001 and 0.999999, such as 0.9.";
}

function noCorrection({ trained }: PriorAnswer, refusal: string | null): string {
  if (trained.type === "unknown") return `The scores cannot be corrected. ${trained.reason}`;
  return refusal ?? "Without an estimate there is nothing to correct to. Choose another one, or type a share.";
}
