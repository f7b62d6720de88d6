import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import styles from "./features-stage.module.css";

interface ValueListProps {
  readonly values: readonly string[];
  /** Values of the file, offered while typing. */
  readonly known: readonly string[];
  readonly locked: boolean;
  readonly onChange: (values: readonly string[]) => void;
}

/** Values that are named one by one. */
export function ValueList({ values, known, locked, onChange }: ValueListProps) {
  const [draft, setDraft] = useState("");
  const id = useId();
  const value = draft.trim();
  const add = (): void => {
    if (value === "" || values.includes(value)) return;
    onChange([...values, value]);
    setDraft("");
  };
  return (
    <div className={styles.form}>
      <ul className={styles.values} aria-label="Values that become 0">
        {values.map((each) => (
          <li key={each}>
            <bdi>{each}</bdi>
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={`Remove the value ${each}`}
              disabled={locked}
              onClick={() => {
                onChange(values.filter((other) => other !== each));
              }}
            >
              <IconX size={12} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={styles.addValue}>
        <TextInput
          aria-label="Another value"
          placeholder="Another value"
          list={id}
          value={draft}
          disabled={locked}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
          }}
        />
        <datalist id={id}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Button variant="default" disabled={locked || value === "" || values.includes(value)} onClick={add}>
          Add
        </Button>
      </div>
    </div>
  );
}
