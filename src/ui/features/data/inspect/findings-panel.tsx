import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { withLabel } from "../../../../domain/inspect/findings";
import type { Finding } from "../../../../domain/inspect/profile";
import { counted } from "../../../../domain/problem";
import { LinkButton } from "../../../components/link-button";
import { useApp } from "../../../store-context";
import type { PanelName } from "./inspect";
import styles from "./inspect.module.css";
import { LookFrame } from "./look-frame";
import { useLook } from "./use-look";

interface FindingsPanelProps {
  readonly onShow: (panel: PanelName, columns: readonly string[]) => void;
}

/** Lines that come into the page at a time. */
const PORTION = 100;

/** Where each kind of finding can be looked at. */
const SEEN_IN: Readonly<Record<Finding["code"], PanelName>> = {
  "duplicates-within": "duplicates",
  "duplicates-across": "duplicates",
  "constant-column": "histograms",
  "near-constant-column": "histograms",
  "repeats-column": "correlation",
  "identifies-row": "columns",
  "missing-values": "columns",
  "large-scale": "histograms",
};

/** What is remarkable about the data, in sentences, warnings first. They are looked for by themselves once the matrices are made. */
export function FindingsPanel({ onShow }: FindingsPanelProps) {
  const look = useLook("findings", null);
  const label = useApp((state) => state.label?.column ?? null);
  const answer = look.answer?.value;
  const findings = useMemo(() => (answer === undefined ? null : withLabel(answer, label)), [answer, label]);
  if (look.status === "unseen") {
    return <p className={styles.muted}>They are looked for by themselves, as soon as nothing is being read, prepared or trained.</p>;
  }
  return (
    <LookFrame panel="findings" look={look} what="all columns and rows">
      {findings === null ? null : <FindingList findings={findings} onShow={onShow} />}
    </LookFrame>
  );
}

function FindingList({ findings, onShow }: FindingsPanelProps & { readonly findings: readonly Finding[] }) {
  const [most, setMost] = useState(PORTION);
  if (findings.length === 0) {
    return <p>Nothing remarkable: no repeated rows or columns, no constant columns, no column that only numbers the rows.</p>;
  }
  return (
    <div className={styles.stack}>
      <ul className={styles.findings} aria-label="Findings">
        {findings.slice(0, most).map((finding, index) => (
          <li key={index} className={styles.finding} data-severity={finding.severity}>
            <span className={styles.badge}>{finding.severity}</span>
            <span>{finding.sentence}</span>
            <LinkButton
              text={`Show ${SEEN_IN[finding.code]}`}
              onClick={() => {
                onShow(SEEN_IN[finding.code], finding.columns);
              }}
            />
          </li>
        ))}
      </ul>
      {findings.length > most && (
        <Button
          variant="default"
          size="compact-sm"
          w="fit-content"
          onClick={() => {
            setMost(most + PORTION);
          }}
        >
          Show more of {counted(findings.length, "finding")}
        </Button>
      )}
    </div>
  );
}
