import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";

interface HistoryButtonsProps {
  /** Nothing can be changed now. */
  readonly locked: boolean;
  /** Steps that can be taken back, and taken again. */
  readonly past: number;
  readonly future: number;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Steps back and forth over what is decided on a stage, by button and by the usual keys. */
export function HistoryButtons({ locked, past, future, undo, redo }: HistoryButtonsProps) {
  // Text fields keep their own undo.
  useHotkeys(
    locked
      ? []
      : [
          ["mod+Z", undo],
          ["mod+Shift+Z", redo],
          ["mod+Y", redo],
        ],
  );
  return (
    <>
      <ActionIcon size={36} variant="default" aria-label="Undo" disabled={locked || past === 0} onClick={undo}>
        <IconArrowBackUp size={18} stroke={1.6} />
      </ActionIcon>
      <ActionIcon size={36} variant="default" aria-label="Redo" disabled={locked || future === 0} onClick={redo}>
        <IconArrowForwardUp size={18} stroke={1.6} />
      </ActionIcon>
    </>
  );
}
