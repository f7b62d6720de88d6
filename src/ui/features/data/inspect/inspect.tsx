import { Tabs } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Card } from "../../../components/card";
import { ColumnsPanel } from "./columns-panel";
import { CorrelationPanel } from "./correlation-panel";
import { DuplicatesPanel } from "./duplicates-panel";
import { FindingsPanel } from "./findings-panel";
import { HistogramPanel } from "./histogram-panel";
import styles from "./inspect.module.css";
import { RowsPanel } from "./rows-panel";

const PANELS = ["findings", "rows", "columns", "histograms", "correlation", "duplicates"] as const;
export type PanelName = (typeof PANELS)[number];

const TITLES: Readonly<Record<PanelName, string>> = {
  findings: "Findings",
  rows: "Rows",
  columns: "Columns",
  histograms: "Histograms",
  correlation: "Correlation",
  duplicates: "Duplicates",
};

/** What is in the loaded files, from sentences down to single rows. Only the panel that is open asks for anything. */
export function Inspect() {
  const [panel, setPanel] = useState<PanelName>("findings");
  const [column, setColumn] = useState<string | null>(null);
  /** The columns of the finding that led to the panel. */
  const [led, setLed] = useState<readonly string[]>([]);
  const show = (next: PanelName, columns: readonly string[]): void => {
    setPanel(next);
    setLed(columns);
    if (columns[0] !== undefined) setColumn(columns[0]);
  };
  const views: Readonly<Record<PanelName, () => ReactNode>> = {
    findings: () => <FindingsPanel onShow={show} />,
    rows: () => <RowsPanel />,
    columns: () => <ColumnsPanel named={led.length === 1 ? (led[0] ?? "") : ""} />,
    histograms: () => <HistogramPanel chosen={column} onChoose={setColumn} />,
    correlation: () => <CorrelationPanel first={led} />,
    duplicates: () => <DuplicatesPanel />,
  };
  return (
    <Card title="Inspect" hint="what is in the files, before anything is trained on it">
      <Tabs
        value={panel}
        keepMounted={false}
        color="var(--ink)"
        onChange={(value) => {
          const next = PANELS.find((name) => name === value);
          if (next !== undefined) show(next, []);
        }}
      >
        <Tabs.List className={styles.tabs ?? ""} aria-label="Ways to look at the data">
          {PANELS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {TITLES[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PANELS.map((name) => (
          <Tabs.Panel key={name} value={name} className={styles.panel ?? ""}>
            {views[name]()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  );
}
