import { SegmentedControl, TextInput } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { canonicalLabel } from "../../../domain/label";
import { hasManyValues, labelCandidates, labelValues } from "../../../state/label-choices";
import { dataLocked } from "../../../state/selectors";
import { Card } from "../../components/card";
import { Choice } from "../../components/choice";
import { Term } from "../../components/term";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";
import { LabelValues } from "./label-values";

const TypedValues = lazy(async () => ({ default: (await import("./panels/typed-values")).TypedValues }));

/** As many as a list of a browser shows at once without being slow. */
const MOST_SHOWN = 200;

/** Which column is learned, and which of its values count as positive. */
export function LabelCard() {
  const label = useApp((state) => state.label);
  const guessed = useApp((state) => state.labelWish.column === undefined);
  return (
    <Card title="Label" hint={label === null ? "no label column was found: choose one" : guessed ? "guessed; change it if it is wrong" : undefined}>
      <div className={styles.label}>
        <LabelColumn />
        {label !== null && <PositiveValues />}
      </div>
    </Card>
  );
}

function LabelColumn() {
  const files = useApp((state) => state.files);
  const column = useApp((state) => state.label?.column ?? "");
  const locked = useApp(dataLocked);
  const chooseLabel = useApp((state) => state.chooseLabel);
  const [filter, setFilter] = useState("");
  const candidates = labelCandidates(files);
  const many = candidates.length > MOST_SHOWN;
  const wanted = filter.trim().toLowerCase();
  const shown = candidates.filter((name) => name.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
  if (column !== "" && !shown.includes(column)) shown.unshift(column);
  return (
    <div className={styles.labelColumn}>
      <Choice
        label="Column"
        value={column}
        disabled={locked}
        options={[...(column === "" ? [{ value: "", label: "Choose…" }] : []), ...shown.map((name) => ({ value: name, label: name }))]}
        onChange={(chosen) => {
          if (chosen !== "") chooseLabel(chosen);
        }}
      />
      {many && (
        <TextInput
          size="xs"
          placeholder={`Find among ${candidates.length.toLocaleString("en-GB")} columns`}
          aria-label="Find a label column"
          value={filter}
          onChange={(event) => {
            setFilter(event.currentTarget.value);
          }}
        />
      )}
    </div>
  );
}

function PositiveValues() {
  const files = useApp((state) => state.files);
  const label = useApp((state) => state.label);
  const locked = useApp(dataLocked);
  const choosePositives = useApp((state) => state.choosePositives);
  const chooseNegatives = useApp((state) => state.chooseNegatives);
  if (label === null) return null;
  const values = labelValues(files, label.column);
  const listsPositives = "positive" in label;
  const listed = listsPositives ? label.positive : label.negative;
  const choose = listsPositives ? choosePositives : chooseNegatives;
  const many = hasManyValues(files, label.column);
  const turnAround = (): void => {
    // Values that are known keep their classes; only new ones are taken otherwise.
    const known = new Set(listed.map(canonicalLabel));
    const others = values.map(({ value }) => value).filter((value) => !known.has(canonicalLabel(value)));
    const next = many ? listed : others;
    if (listsPositives) chooseNegatives(next);
    else choosePositives(next);
  };
  return (
    <div role="group" aria-label="Values that count as positive" className={styles.positiveValues}>
      <div className={styles.readingLine}>
        <strong>Positive are</strong>
        <SegmentedControl
          size="xs"
          aria-label="What is listed"
          value={listsPositives ? "positive" : "negative"}
          disabled={locked}
          data={[
            { value: "positive", label: "these values" },
            { value: "negative", label: "everything but these" },
          ]}
          onChange={turnAround}
        />
        <Term name="label" />
      </div>
      {many ? (
        <Suspense>
          <TypedValues listed={listed} locked={locked} onChange={choose} />
        </Suspense>
      ) : (
        <LabelValues values={values} listed={listed} locked={locked} onChange={choose} />
      )}
    </div>
  );
}
