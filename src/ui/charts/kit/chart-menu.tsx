import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { FileKind } from "./chart-frame";

interface ChartMenuProps {
  readonly title: string;
  /** There is nothing to show or save yet. */
  readonly empty: boolean;
  readonly asTable: boolean;
  readonly onAsTable: (asTable: boolean) => void;
  /** Null: it has no other width. */
  readonly wide: boolean | null;
  readonly onWide: (wide: boolean) => void;
  /** Null while nothing is zoomed. */
  readonly onResetZoom: (() => void) | null;
  readonly onSave: (kind: FileKind) => void;
}

const KINDS = ["png", "svg", "csv"] as const;

export function ChartMenu({ title, empty, asTable, onAsTable, wide, onWide, onResetZoom, onSave }: ChartMenuProps) {
  return (
    <Menu position="bottom-end" shadow="md" width={190} withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="md" aria-label={`Menu of ${title}`}>
          <IconDots size={18} stroke={1.8} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onResetZoom !== null && <Menu.Item onClick={onResetZoom}>Reset zoom</Menu.Item>}
        <Menu.Item
          disabled={empty}
          onClick={() => {
            onAsTable(!asTable);
          }}
        >
          {asTable ? "Show as chart" : "Show as table"}
        </Menu.Item>
        {wide !== null && (
          <Menu.Item
            onClick={() => {
              onWide(!wide);
            }}
          >
            {wide ? "Normal width" : "Full width"}
          </Menu.Item>
        )}
        <Menu.Divider />
        {KINDS.map((kind) => (
          <Menu.Item
            key={kind}
            disabled={empty}
            onClick={() => {
              onSave(kind);
            }}
          >
            Download {kind.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
