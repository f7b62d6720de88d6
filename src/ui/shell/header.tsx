import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useState } from "react";
import { datasetTitle, isSample } from "../../state/selectors";
import { Brand } from "../components/brand";
import { LoadedDealMark } from "../components/rows-mark";
import { Term } from "../components/term";
import { useApp } from "../store-context";
import { EngineMenu } from "./engine-menu";
import { ExportDialog } from "./export-dialog";
import styles from "./header.module.css";

export function Header() {
  const outbound = useApp((state) => state.outboundRequests);
  const dataset = useApp(datasetTitle);
  const sample = useApp(isSample);
  const [exporting, setExporting] = useState(false);
  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <Brand />
        Triptych
      </span>
      <div className={styles.facts}>
        <span className={`${styles.fact} ${styles.dataset}`}>{sample ? (
            <span>
              BETH sample <strong>(synthetic)</strong>
            </span>
          ) : (
            (dataset ?? "no data yet")
          )}</span>
        <LoadedDealMark />
        <EngineMenu />
        <span className={styles.fact}>
          <span>
            <strong>{outbound}</strong> requests out
          </span>
          <Term name="outbound" />
        </span>
      </div>
      <div className={styles.actions}>
        <Button
          size="sm"
          onClick={() => {
            setExporting(true);
          }}
        >
          Export
        </Button>
        <SchemeButton />
      </div>
      <ExportDialog
        opened={exporting}
        onClose={() => {
          setExporting(false);
        }}
      />
    </header>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const next = scheme === "light" ? "dark" : "light";
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={`Switch to ${next} colours`}
      onClick={() => {
        setColorScheme(next);
      }}
    >
      {scheme === "light" ? <IconMoon size={18} stroke={1.6} /> : <IconSun size={18} stroke={1.6} />}
    </ActionIcon>
  );
}
