import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import {
  ACTIVATIONS,
  hiddenLayersOf,
  stackOf,
  withLayerAdded,
  withLayerMoved,
  type HiddenLayer,
} from "../../../domain/hidden-layers";
import { MAX_HIDDEN_LAYERS, type ActivationSpec } from "../../../domain/model-spec";
import { refusals } from "../../../domain/run-limits";
import { isActive } from "../../../state/run-slice";
import { Card } from "../../components/card";
import { FieldLabel } from "../../components/field-label";
import { NumberField } from "../../components/number-field";
import { useApp } from "../../store-context";
import styles from "./model-stage.module.css";

const NO_ACTIVATION = "none";
const TYPES = Object.keys(ACTIVATIONS) as ActivationSpec["type"][];

export function LayersCard() {
  const model = useApp((state) => state.config.model);
  const inputs = useApp((state) => state.inputs);
  const edit = useApp((state) => state.editModel);
  const locked = useApp((state) => isActive(state.run));
  const hidden = hiddenLayersOf(model);
  const change = (next: readonly HiddenLayer[]): void => {
    edit({ ...model, layers: stackOf(next) });
  };
  const more = withLayerAdded(hidden);
  return (
    <Card
      title="Layers"
      hint={`${hidden.length} hidden, at most ${MAX_HIDDEN_LAYERS}`}
      actions={
        <Button
          variant="default"
          size="xs"
          disabled={locked || more === null}
          onClick={() => {
            if (more !== null) change(more);
          }}
        >
          Add a layer
        </Button>
      }
    >
      <ol className={styles.layers} aria-label="Layers, from input to output">
        <li className={styles.end}>
          <strong>Input</strong>
          <span>{inputs === 0 ? "as many as there are features" : `${inputs} features`}</span>
        </li>
        {hidden.map((layer, index) => (
          <LayerRow
            // Rows have no identity of their own: what is at a place is that place's layer.
            key={index}
            layer={layer}
            index={index}
            count={hidden.length}
            locked={locked}
            onChange={(changed) => {
              change(hidden.map((each, at) => (at === index ? changed : each)));
            }}
            onMove={(to) => {
              change(withLayerMoved(hidden, index, to));
            }}
            onRemove={() => {
              change(hidden.filter((_, at) => at !== index));
            }}
          />
        ))}
        <li className={styles.end}>
          <strong>Output</strong>
          <span>1 logit, through a sigmoid: the probability of the positive class</span>
        </li>
      </ol>
      {more === null && <p className={styles.hint}>Eight hidden layers is the most that the engines take.</p>}
    </Card>
  );
}

interface LayerRowProps {
  readonly layer: HiddenLayer;
  readonly index: number;
  readonly count: number;
  readonly locked: boolean;
  readonly onChange: (layer: HiddenLayer) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function LayerRow({ layer, index, count, locked, onChange, onMove, onRemove }: LayerRowProps) {
  const { activation } = layer;
  const name = `Layer ${index + 1}`;
  return (
    <li className={styles.layer} aria-label={name}>
      <strong className={styles.number}>{index + 1}</strong>
      <NumberField
        label="Width"
        value={layer.out}
        refuse={refusals.width}
        takes="entered"
        disabled={locked}
        onChange={(out) => {
          onChange({ ...layer, out });
        }}
      />
      <NativeSelect
        label={<FieldLabel text="Activation" term="activation" />}
        labelProps={{ labelElement: "div" }}
        aria-label="Activation"
        disabled={locked}
        value={activation?.type ?? NO_ACTIVATION}
        data={[...TYPES.map((type) => ({ value: type, label: ACTIVATIONS[type].title })), { value: NO_ACTIVATION, label: "None (linear)" }]}
        onChange={(event) => {
          const type = TYPES.find((candidate) => candidate === event.currentTarget.value);
          onChange({ ...layer, activation: type === undefined ? null : ACTIVATIONS[type].spec });
        }}
      />
      <NumberField
        label="Dropout"
        term="dropout"
        value={layer.dropout}
        refuse={refusals.dropout}
        takes="entered"
        disabled={locked}
        onChange={(dropout) => {
          onChange({ ...layer, dropout });
        }}
      />
      <div className={styles.slope}>
        {activation?.type === "leaky-relu" && (
          <NumberField
            label="Slope"
            value={activation.slope}
            refuse={refusals.slope}
            takes="entered"
            disabled={locked}
            onChange={(slope) => {
              onChange({ ...layer, activation: { type: "leaky-relu", slope } });
            }}
          />
        )}
      </div>
      <div className={styles.tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Move ${name.toLowerCase()} up`}
          disabled={locked || index === 0}
          onClick={() => {
            onMove(index - 1);
          }}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Move ${name.toLowerCase()} down`}
          disabled={locked || index === count - 1}
          onClick={() => {
            onMove(index + 1);
          }}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name.toLowerCase()}`} disabled={locked} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
    </li>
  );
}
