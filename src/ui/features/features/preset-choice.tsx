import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { featurePresetOf, featurePresets } from "../../../state/feature-presets";
import { dataLocked } from "../../../state/selectors";
import { useApp } from "../../store-context";

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
