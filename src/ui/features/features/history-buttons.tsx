import { ActionIcon, NativeSelect } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useMemo } from "react";
import { featurePresetOf, featurePresets } from "../../../state/feature-presets";
import { dataLocked } from "../../../state/selectors";
import { useApp } from "../../store-context";

/** Steps back and forth over everything that is decided here. */
export function HistoryButtons() {
  const past = useApp((state) => state.featuresPast.length);
  const future = useApp((state) => state.featuresFuture.length);
  const locked = useApp(dataLocked);
  const undo = useApp((state) => state.undoFeatures);
  const redo = useApp((state) => state.redoFeatures);
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

/** Whole sets of choices. */
export function PresetChoice() {
  const files = useApp((state) => state.files);
  const label = useApp((state) => state.label?.column ?? null);
  const wish = useApp((state) => state.featureWish);
  const change = useApp((state) => state.changeFeatures);
  const locked = useApp(dataLocked);
  const presets = useMemo(() => featurePresets(files, label), [files, label]);
  const current = featurePresetOf(wish, presets);
  return (
    <NativeSelect
      aria-label="Preset"
      w={220}
      disabled={locked}
      value={current?.name ?? ""}
      data={[
        ...(current === null ? [{ value: "", label: "Changed by hand" }] : []),
        ...presets.map(({ name, title }) => ({ value: name, label: title })),
      ]}
      onChange={(event) => {
        const preset = presets.find(({ name }) => name === event.currentTarget.value);
        if (preset !== undefined) change(preset.wish);
      }}
    />
  );
}
