import { Checkbox, NativeSelect } from "@mantine/core";
import { labelCandidates, labelValues } from "../../../state/label-choices";
import { dataLocked } from "../../../state/selectors";
import { formatCount } from "../../../domain/format";
import { Card } from "../../components/card";
import { Term } from "../../components/term";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";

/** Which column is learned, and which of its values count as positive. */
export function LabelCard() {
  const files = useApp((state) => state.files);
  const label = useApp((state) => state.label);
  const guessed = useApp((state) => state.labelWish.column === undefined);
  const locked = useApp(dataLocked);
  const chooseLabel = useApp((state) => state.chooseLabel);
  const choosePositives = useApp((state) => state.choosePositives);
  const isPositive = useApp((state) => state.isPositive);
  const candidates = labelCandidates(files);
  const values = label === null ? [] : labelValues(files, label.column);
  const positives = values.filter(({ value }) => isPositive(value)).map(({ value }) => value);
  return (
    <Card title="Label" hint={label === null ? "no label column was found: choose one" : guessed ? "guessed; change it if it is wrong" : undefined}>
      <div className={styles.label}>
        <NativeSelect
          label="Column"
          value={label?.column ?? ""}
          disabled={locked}
          data={[...(label === null ? [{ value: "", label: "Choose…" }] : []), ...candidates]}
          onChange={(event) => {
            if (event.currentTarget.value !== "") chooseLabel(event.currentTarget.value);
          }}
        />
        {label !== null && (
          <div role="group" aria-label="Values that count as positive">
            <div>
              Positive values <Term name="label" />
            </div>
            <div className={styles.positives}>
              {values.map(({ value, count }) => (
                <Checkbox
                  key={value}
                  label={`${value} (${formatCount(count)} rows)`}
                  checked={positives.includes(value)}
                  disabled={locked}
                  onChange={(event) => {
                    const next = event.currentTarget.checked
                      ? [...positives, value]
                      : positives.filter((other) => other !== value);
                    choosePositives(next);
                  }}
                />
              ))}
            </div>
          </div>
        )}
      </div>
    </Card>
  );
}
