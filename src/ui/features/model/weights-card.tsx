import { Button, NativeSelect } from "@mantine/core";
import { INITIALISATIONS, type InitialisationKind } from "../../../domain/model-spec";
import { refusals } from "../../../domain/run-limits";
import { isActive } from "../../../state/run-slice";
import { Card } from "../../components/card";
import { FieldLabel } from "../../components/field-label";
import { LinkButton } from "../../components/link-button";
import { NumberField } from "../../components/number-field";
import { useApp } from "../../store-context";
import styles from "./model-stage.module.css";

const KINDS: Record<InitialisationKind, { readonly title: string; readonly text: string }> = {
  "pytorch-default": { title: "PyTorch default", text: "Weights and biases uniform within ±1/√inputs." },
  "glorot-uniform": { title: "Glorot uniform", text: "Weights uniform within ±√(6 / (inputs + outputs)), biases 0." },
  "glorot-normal": { title: "Glorot normal", text: "Weights normal with variance 2 / (inputs + outputs), biases 0." },
  "he-uniform": { title: "He uniform", text: "Weights uniform within ±√(6 / inputs), biases 0. Meant for relu." },
  "he-normal": { title: "He normal", text: "Weights normal with variance 2 / inputs, biases 0. Meant for relu." },
};

/** Where the weights start. */
export function WeightsCard() {
  const model = useApp((state) => state.config.model);
  const seed = useApp((state) => state.config.seed);
  const edit = useApp((state) => state.editModel);
  const configure = useApp((state) => state.configure);
  const redraw = useApp((state) => state.redraw);
  const locked = useApp((state) => isActive(state.run));
  return (
    <Card title="Starting weights">
      <div className={styles.form}>
        <NativeSelect
          label={<FieldLabel text="Initialisation" term="initialisation" />}
          labelProps={{ labelElement: "div" }}
          aria-label="Initialisation"
          disabled={locked}
          value={model.init}
          description={KINDS[model.init].text}
          inputWrapperOrder={["label", "input", "description"]}
          data={INITIALISATIONS.map((kind) => ({ value: kind, label: KINDS[kind].title }))}
          onChange={(event) => {
            const init = INITIALISATIONS.find((kind) => kind === event.currentTarget.value);
            if (init !== undefined) edit({ ...model, init });
          }}
        />
        <NumberField
          label="Seed"
          term="seed"
          value={seed}
          refuse={refusals.seed}
          disabled={locked}
          onChange={(next) => {
            configure({ seed: next });
          }}
        />
        <Button variant="default" disabled={locked} onClick={redraw}>
          Draw another
        </Button>
        <FromFile />
      </div>
    </Card>
  );
}

/** Weights of a file win over drawn ones. */
function FromFile() {
  const start = useApp((state) => state.start);
  const startFrom = useApp((state) => state.startFrom);
  if (start === null) return null;
  return (
    <p className={styles.hint}>
      The next run starts from the weights of <strong>{start.name}</strong> instead.{" "}
      <LinkButton
        text="Draw new ones"
        onClick={() => {
          startFrom(null);
        }}
      />
    </p>
  );
}
