import { Select } from "@mantine/core";
import { MODEL_PRESETS, MODEL_PRESET_NAMES, modelPresetOf } from "../../../domain/model-presets";
import { isActive } from "../../../state/run-slice";
import { HistoryButtons } from "../../components/history-buttons";
import { StageHeader } from "../../components/stage-header";
import { useApp } from "../../store-context";
import { LayersCard } from "./layers-card";
import styles from "./model-stage.module.css";
import { NetCard } from "./net-card";
import { PyTorchCard } from "./pytorch-card";
import { SizeCard } from "./size-card";
import { WeightsCard } from "./weights-card";

export function ModelStage() {
  const locked = useApp((state) => isActive(state.run));
  return (
    <>
      <StageHeader
        title="Model"
        subtitle={
          locked
            ? "A run is under way: stop it to change the net."
            : "The net of the next run. Its input is the features, its output one probability."
        }
        actions={
          <>
            <History />
            <PresetSelect />
          </>
        }
      />
      <div className={styles.layout}>
        <div className={styles.left}>
          <LayersCard />
          <NetCard />
          <PyTorchCard />
        </div>
        <div className={styles.left}>
          <SizeCard />
          <WeightsCard />
        </div>
      </div>
    </>
  );
}

function History() {
  return (
    <HistoryButtons
      locked={useApp((state) => isActive(state.run))}
      past={useApp((state) => state.modelPast.length)}
      future={useApp((state) => state.modelFuture.length)}
      undo={useApp((state) => state.undoModel)}
      redo={useApp((state) => state.redoModel)}
    />
  );
}

function PresetSelect() {
  const model = useApp((state) => state.config.model);
  const edit = useApp((state) => state.editModel);
  const locked = useApp((state) => isActive(state.run));
  return (
    <Select
      aria-label="Net"
      w={220}
      value={modelPresetOf(model)}
      placeholder="A net of your own"
      disabled={locked}
      allowDeselect={false}
      comboboxProps={{ width: 320, position: "bottom-end" }}
      data={MODEL_PRESET_NAMES.map((name) => ({ value: name, label: MODEL_PRESETS[name].title }))}
      renderOption={({ option }) => {
        const name = MODEL_PRESET_NAMES.find((candidate) => candidate === option.value);
        return (
          <div>
            <strong>{option.label}</strong>
            <br />
            <small>{name === undefined ? "" : MODEL_PRESETS[name].summary}</small>
          </div>
        );
      }}
      onChange={(value) => {
        const name = MODEL_PRESET_NAMES.find((candidate) => candidate === value);
        if (name !== undefined) edit({ ...model, layers: MODEL_PRESETS[name].layers });
      }}
    />
  );
}
