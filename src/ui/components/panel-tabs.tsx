import { Tabs } from "@mantine/core";
import { Suspense, type ReactNode } from "react";
import type { Stage } from "../../state/stages";
import { useApp } from "../store-context";
import styles from "./panel-tabs.module.css";

/** A panel of a stage; it loads when it is first opened. */
export interface StagePanel {
  readonly name: string;
  readonly title: string;
  readonly view: () => ReactNode;
}

/** The panels of a stage, the one open that was open last, at first the first. Only the panel that is open is there, so that no other asks for anything. */
export function PanelTabs({ stage, label, panels }: { readonly stage: Stage; readonly label: string; readonly panels: readonly StagePanel[] }) {
  const open = useApp((state) => state.openPanels[stage]) ?? panels[0]?.name ?? null;
  const openPanel = useApp((state) => state.openPanel);
  const choose = (name: string | null): void => {
    if (name !== null) openPanel(stage, name);
  };
  return (
    <Tabs value={open} onChange={choose} keepMounted={false} color="var(--ink)">
      <Tabs.List className={styles.tabs ?? ""} aria-label={label}>
        {panels.map(({ name, title }) => (
          <Tabs.Tab key={name} value={name}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ name, view }) => (
        <Tabs.Panel key={name} value={name} className={styles.panel ?? ""}>
          <Suspense fallback={<p role="status">Loading the panel…</p>}>{view()}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
