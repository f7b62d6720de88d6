import { Button, Pill, TextInput } from "@mantine/core";
import { useState } from "react";
import { canonicalLabel } from "../../../../domain/label";
import { MAX_COUNTED_VALUES } from "../../../../domain/table";
import styles from "../data-stage.module.css";
import type { ListProps } from "../label-values";

/** Of a column with too many values to show them all: the ones that matter are typed. */
export function TypedValues({ listed, locked, onChange }: ListProps) {
  const [text, setText] = useState("");
  const value = text.trim();
  const add = (): void => {
    if (value === "") return;
    onChange([...listed.filter((other) => canonicalLabel(other) !== canonicalLabel(value)), value]);
    setText("");
  };
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className={styles.readingLine}>
        <TextInput
          size="xs"
          aria-label="A value of the label"
          placeholder="Type a value"
          value={text}
          disabled={locked}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" size="compact-sm" variant="default" disabled={locked || value === ""}>
          Add value
        </Button>
        <span>The column has more than {MAX_COUNTED_VALUES} different values: type those that count.</span>
      </div>
      <Pill.Group>
        {listed.map((each) => (
          <Pill
            key={each}
            withRemoveButton={listed.length > 1}
            disabled={locked}
            removeButtonProps={{ "aria-label": `Remove ${each}`, "aria-hidden": false, tabIndex: 0 }}
            onRemove={() => {
              onChange(listed.filter((other) => other !== each));
            }}
          >
            {each}
          </Pill>
        ))}
      </Pill.Group>
    </form>
  );
}
