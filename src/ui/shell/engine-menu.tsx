import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { ENGINE_TITLES, type EngineChoice, type EngineIdentity } from "../../domain/engine-identity";
import { isActive } from "../../state/run-slice";
import { formatRate } from "../../domain/format";
import { useApp } from "../store-context";
import styles from "./header.module.css";

/** The engine in use, or the one that would be, and the way to choose another. */
export function EngineMenu() {
  const engines = useApp((state) => state.engines);
  const choice = useApp((state) => state.engineChoice);
  const running = useApp((state) => state.run?.engine ?? null);
  const active = useApp((state) => isActive(state.run));
  const chooseEngine = useApp((state) => state.chooseEngine);
  const chosen = engines.find((option) => option.choice === choice)?.engine ?? null;
  const shown = active ? (running ?? chosen) : chosen;
  return (
    <Menu position="bottom-start" width={340} shadow="md">
      <Menu.Target>
        <button type="button" className={styles.engine} disabled={active}>
          engine <strong>{shown === null ? "…" : describe(shown)}</strong>
          <Rate />
          <IconChevronDown size={14} stroke={1.6} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Engine for the next run</Menu.Label>
        {engines.map((option) => (
          <Menu.Item
            key={option.choice}
            disabled={!option.available}
            leftSection={<IconCheck size={14} stroke={2} visibility={option.choice === choice ? "visible" : "hidden"} aria-hidden />}
            onClick={() => {
              chooseEngine(option.choice);
            }}
          >
            <strong>{title(option.choice, option.engine)}</strong>
            <br />
            <small>{option.reason}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Apart from the menu, because it changes ten times a second. */
function Rate() {
  const rate = useApp((state) => state.run?.progress?.rowsPerSecond ?? null);
  return rate === null ? null : <span className={styles.rate}>· {formatRate(rate)}</span>;
}

function title(choice: EngineChoice, engine: EngineIdentity | null): string {
  if (choice !== "auto") return ENGINE_TITLES[choice];
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
