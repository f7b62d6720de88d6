import { formatPercent } from "../format";
import { bestConstant } from "../metrics/baseline";
import { AGAINST, type Against } from "./against";
import { domainSentences } from "./apart-words";
import { classVerdict } from "./class-verdict";
import { classSentences, driftSentences, labelSentences } from "./drift-words";
import type { Gap } from "./gap";
import { gapSentences } from "./gap-words";
import { overfittingSentences } from "./overfitting";
import { PRIOR_METHODS, type PriorAnswer } from "./prior-estimates";
import { evidenceSummary, priorEvidence, type Evidence } from "./prior-evidence";
import { ASSUMPTION, estimateNotes, estimateSentence, levelWarning, offsetSentence, outcomeSentence, trainedSentence } from "./prior-words";
import { perAgainst, type CorrectionFinding, type Finding, type ShiftFindings } from "./shift-findings";
import { correctionTable, driftTable, gapTable, labelTable, priorTable, type SectionTable } from "./shift-tables";

/** A part of the shift report: what it says, and the figures behind it. */
export interface ShiftSection {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly tables: readonly SectionTable[];
}

/** The report in the order in which it is read, the verdict first. */
export function shiftSections(findings: ShiftFindings): ShiftSection[] {
  const { label, drift, domain, gaps, prior } = findings;
  return [
    { title: "Verdict", sentences: verdict(findings), tables: [] },
    { title: "The label", sentences: labelSentences(label), tables: [labelTable(label)] },
    section("The features", drift, (answer) => ({
      sentences: AGAINST.flatMap((against) => [...driftSentences(answer, against), ...classSentences(classVerdict(answer, label, against, valueOf(domain[against])))]),
      tables: AGAINST.map((against) => driftTable(answer, against)),
    })),
    {
      title: "Telling the splits apart",
      sentences: AGAINST.flatMap((against) => {
        const found = domain[against];
        return found.type === "found" ? domainSentences(found.value) : [found.reason];
      }),
      tables: [],
    },
    section("What it cost", gaps, (found) => ({
      sentences: [...AGAINST.flatMap((against) => costSentences(found[against])), ...overfitting(findings)],
      tables: [gapTable(AGAINST.map((against) => found[against]))],
    })),
    section("The share of positives, estimated without labels", prior, (answer) => ({ sentences: priorSentences(answer), tables: [priorTable(answer)] })),
    ...(prior.type === "found" ? [correction(findings, prior.value)] : []),
  ].map(({ sentences, ...rest }) => ({ ...rest, sentences: [...new Set(sentences)] }));
}

/** What somebody who reads nothing else should know: of test, and of validation where that is not like train. */
function verdict({ label, drift, domain, gaps }: ShiftFindings): string[] {
  return ["test", "validation"].flatMap((name) => {
    const against: Against = name === "test" ? "test" : "validation";
    const [kind] = drift.type === "found" ? classSentences(classVerdict(drift.value, label, against, valueOf(domain[against]))) : [];
    return [...(kind === undefined ? [] : [kind]), ...(gaps.type === "found" ? costInShort(gaps.value[against]) : [])];
  });
}

/** How large the gap is and what it is to be held against, then what that means, or why it cannot be divided. */
function costInShort(gap: Gap): string[] {
  const [size, ...others] = gapSentences(gap);
  const last = gap.reason ?? others[1];
  return [size, constantSentence(gap), last].filter((sentence) => sentence !== undefined);
}

function costSentences(gap: Gap): string[] {
  const [size, ...others] = gapSentences(gap);
  return [size, constantSentence(gap), ...others].filter((sentence) => sentence !== undefined);
}

/** What both accuracies are to be held against; nothing where a side has no rows. */
function constantSentence({ from, to, first, second }: Gap): string | undefined {
  const [before, after] = [bestConstant(first.prevalence), bestConstant(second.prevalence)];
  if (before === null || after === null) return undefined;
  return `The best constant answer scores ${formatPercent(before)} on ${from} and ${formatPercent(after)} on ${to}.`;
}

function overfitting({ overfitting: found }: ShiftFindings): string[] {
  if (found.type === "missing") return [found.reason];
  if (found.value === null) {
    return [
      'What of the gap is overfitting cannot be told from shift, as the run trained on all of train. To have it told, give a hold-out share under "Overfit on purpose" in Train, such as 0.1, and train again: what is lost on rows held out of train is overfitting, what is lost from there on is shift.',
    ];
  }
  const { byHoldout, noisyLabels } = found.value;
  const flipped = "Labels of the rows trained on were flipped on purpose; the step from train to the hold-out holds that too.";
  return [...overfittingSentences(AGAINST.map((against) => byHoldout[against])), ...(noisyLabels ? [flipped] : [])];
}

function valueOf<T>(finding: Finding<T>): T | null {
  return finding.type === "found" ? finding.value : null;
}

function section<T>(title: string, finding: Finding<T>, of: (value: T) => Omit<ShiftSection, "title">): ShiftSection {
  return { title, ...(finding.type === "found" ? of(finding.value) : { sentences: [finding.reason], tables: [] }) };
}

function priorSentences(answer: PriorAnswer): string[] {
  const warning = levelWarning(answer);
  return [
    trainedSentence(answer.trained),
    ...(warning === null ? [] : [warning]),
    ...AGAINST.flatMap((against) =>
      PRIOR_METHODS.flatMap((method) => [estimateSentence(against, method, answer.against[against]), ...estimateNotes(method, answer.against[against])]),
    ),
  ];
}

/** What came of correcting the scores to the estimates, what that rests on, and what the data says to it. */
function correction({ label, drift, domain, corrected }: ShiftFindings, prior: PriorAnswer): ShiftSection {
  const table = correctionTable(perAgainst((against) => valueOf(corrected[against])));
  return {
    title: "The scores, corrected to it",
    sentences: [
      ...AGAINST.flatMap((against) => (corrected[against].type === "found" ? correctionSentences(against, corrected[against].value) : [corrected[against].reason])),
      ASSUMPTION,
      ...AGAINST.flatMap((against) => {
        const evidence = priorEvidence(against, prior, { label, drift: valueOf(drift), domain: valueOf(domain[against]) });
        return [evidenceSummary(evidence, against), ...evidence.map(evidenceSentence)];
      }),
    ],
    tables: table === null ? [] : [table],
  };
}

function correctionSentences(against: Against, found: CorrectionFinding): string[] {
  if (found.type === "none") return [found.reason];
  return [offsetSentence(found.trainPrior, found.prior, found.offset), outcomeSentence(against, found.before, found.after)];
}

const SPEAKS: Readonly<Record<Evidence["verdict"], string>> = { for: "For it", against: "Against it", doubtful: "Doubtful", unclear: "Open", unasked: "Not asked" };

function evidenceSentence({ verdict: speaks, sentence }: Evidence): string {
  return `${SPEAKS[speaks]}: ${sentence}`;
}
