import { Menu, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconChevronDown, IconGauge } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { ENGINE_TITLES, type EngineChoice, type EngineIdentity } from "../../domain/engine-identity";
import { formatRate } from "../../domain/format";
import type { EngineRanking } from "../../domain/trainer";
import { isActive } from "../../state/run-slice";
import { useApp } from "../store-context";
import styles from "./engine-menu.module.css";
import { EngineRate } from "./engine-rate";
import header from "./header.module.css";

/** The engine in use, or the one that would be, how fast each of them is, and the way to choose another. */
export function EngineMenu() {
  const engines = useApp((state) => state.engines);
  const choice = useApp((state) => state.engineChoice);
  const running = useApp((state) => state.run?.engine ?? null);
  const active = useApp((state) => isActive(state.run));
  const chooseEngine = useApp((state) => state.chooseEngine);
  const loaded = useApp((state) => state.preparation.status === "ready");
  const error = useApp((state) => state.rankingError);
  const { ranking, stale } = useRanking();
  const { measuring, measure } = useMeasuring();
  const words = rankingWords({ measuring, ranking, stale, loaded, error });
  const canMeasure = loaded && !active && !measuring && (ranking === null || stale);
  const auto = stale ? null : (ranking?.auto ?? null);
  const option = engines.find((candidate) => candidate.choice === choice)?.engine ?? null;
  const chosen = choice === "auto" ? (auto?.engine ?? option) : option;
  const shown = active ? (running ?? chosen) : chosen;
  return (
    <Menu position="bottom-start" width={372} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={header.engine}>
          engine <strong>{shown === null ? "…" : describe(shown)}</strong>
          <Rate />
          <IconChevronDown size={14} stroke={1.6} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{active ? "A run keeps its engine: stop it to choose another" : "Engine for the next run"}</Menu.Label>
        {engines.map(({ choice: each, available, engine, reason }) => (
          <Menu.Item
            key={each}
            disabled={!available || active}
            leftSection={<IconCheck size={14} stroke={2} visibility={each === choice ? "visible" : "hidden"} aria-hidden />}
            onClick={() => {
              chooseEngine(each);
            }}
          >
            <strong>{title(each, each === "auto" ? (auto?.engine ?? engine) : engine)}</strong>
            <EngineRate choice={each} ranking={ranking} />
            <small className={styles.reason}>{each === "auto" ? (auto?.reason ?? reason) : reason}</small>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {canMeasure ? <MeasureItem words={words} again={stale} onClick={measure} /> : <Menu.Label>{words}</Menu.Label>}
      </Menu.Dropdown>
      <VisuallyHidden role="status">{measuring ? words : ""}</VisuallyHidden>
    </Menu>
  );
}

/** The ranking, and whether the net or the batch size has changed since it was taken. */
function useRanking(): { ranking: EngineRanking | null; stale: boolean } {
  const ranking = useApp((state) => state.ranking);
  const model = useApp((state) => state.config.model);
  const batchSize = useApp((state) => state.config.batchSize);
  const features = useApp((state) => state.features);
  const [taken, setTaken] = useState({ ranking, model, batchSize, features });
  if (taken.ranking !== ranking) setTaken({ ranking, model, batchSize, features });
  const same = taken.model === model && taken.batchSize === batchSize && taken.features === features;
  return { ranking, stale: ranking !== null && taken.ranking === ranking && !same };
}

interface Measuring {
  readonly measuring: boolean;
  measure(): void;
}

/** Whether the engines are being measured, by request or for a run that begins, and the way to ask for it. */
function useMeasuring(): Measuring {
  const calibrating = useApp(({ run }) => isActive(run) && run?.progress?.phase === "calibrating");
  const rankEngines = useApp((state) => state.rankEngines);
  const [asked, setAsked] = useState(false);
  return {
    measuring: calibrating || asked,
    measure: () => {
      setAsked(true);
      void rankEngines().finally(() => {
        setAsked(false);
      });
    },
  };
}

interface MeasureItemProps {
  readonly words: string;
  readonly again: boolean;
  readonly onClick: () => void;
}

function MeasureItem({ words, again, onClick }: MeasureItemProps) {
  const item = useRef<HTMLButtonElement>(null);
  return (
    <Menu.Item
      ref={item}
      closeMenuOnClick={false}
      leftSection={<IconGauge size={14} stroke={1.6} aria-hidden />}
      onClick={() => {
        // The item goes away while the engines are measured; the focus stays in the menu.
        item.current?.parentElement?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
        onClick();
      }}
    >
      <strong>{again ? "Measure again" : "Measure now"}</strong>
      <small className={styles.reason}>{words}</small>
    </Menu.Item>
  );
}

interface Facts {
  readonly measuring: boolean;
  readonly ranking: EngineRanking | null;
  readonly stale: boolean;
  readonly loaded: boolean;
  readonly error: string | null;
}

/** What the rates are of. */
function rankingWords({ measuring, ranking, stale, loaded, error }: Facts): string {
  if (measuring) return "Measuring the engines on your net…";
  if (error !== null) return `The engines could not be measured. ${error}`;
  if (stale) return "Measured on another net or batch size.";
  if (ranking !== null) return "Measured on your net and batch size.";
  return loaded ? "Not measured yet on your net and batch size." : "Once data is loaded, the engines can be measured on it.";
}

/** Apart from the menu, because it changes four times a second. */
function Rate() {
  const rate = useApp((state) => state.run?.progress?.rowsPerSecond ?? null);
  return rate === null ? null : <span className={header.rate}>· {formatRate(rate)}</span>;
}

function title(choice: EngineChoice, engine: EngineIdentity | null): string {
  if (choice !== "auto") return engine !== null && engine.pool > 1 ? `${ENGINE_TITLES[choice]} ×${engine.pool}` : ENGINE_TITLES[choice];
  return engine === null ? "Automatic" : `Automatic: ${describe(engine)}`;
}

function describe(engine: EngineIdentity | null): string {
  if (engine === null) return "not known yet";
  if (engine.name === "webgl") return `WebGL · ${shortRenderer(engine.renderer)}`;
  return engine.pool > 1 ? `${ENGINE_TITLES[engine.name]} ×${engine.pool}` : ENGINE_TITLES[engine.name];
}

/** Browsers wrap the renderer's name: "ANGLE (NVIDIA, NVIDIA H200 (0x…), OpenGL 4.6)". */
function shortRenderer(renderer: string | null): string {
  if (renderer === null) return "unknown renderer";
  const inner = /^ANGLE \(([^,]*), ([^,(]*)/.exec(renderer)?.[2]?.trim() ?? renderer;
  return inner.length > 28 ? `${inner.slice(0, 27)}…` : inner;
}
