import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import {
  DELIMITER_TITLES,
  DELIMITERS,
  ENCODING_TITLES,
  TEXT_ENCODINGS,
  type FileFormat,
  type ReadRules,
  type RulesChange,
} from "../../../domain/reading";
import type { Split } from "../../../domain/split";
import type { SplitSummary } from "../../../domain/table";
import { dataLocked } from "../../../state/selectors";
import { useApp } from "../../store-context";
import styles from "./data-stage.module.css";

interface ReadingSettingsProps {
  readonly split: Split;
  readonly summary: SplitSummary;
}

/** How a file was read, in a line, and the dialog that changes it. */
export function ReadingSettings({ split, summary }: ReadingSettingsProps) {
  const locked = useApp(dataLocked);
  const changeRules = useApp((state) => state.changeRules);
  const [opened, setOpened] = useState(false);
  const close = (): void => {
    setOpened(false);
  };
  return (
    <>
      <div className={styles.muted}>
        {formatText(summary.format)}{" "}
        <Button
          variant="transparent"
          size="compact-xs"
          p={0}
          td="underline"
          disabled={locked}
          aria-label={`Change how ${summary.fileName} is read`}
          onClick={() => {
            setOpened(true);
          }}
        >
          Change
        </Button>
      </div>
      <Modal opened={opened} onClose={close} title={`How ${summary.fileName} is read`}>
        <SettingsForm
          format={summary.format}
          onRead={(change) => {
            close();
            void changeRules(split, change);
          }}
        />
      </Modal>
    </>
  );
}

function formatText({ encoding, gzip, delimiter, newline, decimal, header }: FileFormat): string {
  return [
    ...(gzip ? ["gzip"] : []),
    ENCODING_TITLES[encoding],
    DELIMITER_TITLES[delimiter],
    newline,
    ...(decimal === "," ? ["decimal comma"] : []),
    ...(header ? [] : ["no header"]),
  ].join(" · ");
}

interface SettingsFormProps {
  readonly format: FileFormat;
  readonly onRead: (change: RulesChange) => void;
}

function SettingsForm({ format, onRead }: SettingsFormProps) {
  const [rules, setRules] = useState<ReadRules>(format.rules);
  const [words, setWords] = useState(() => format.rules.missingWords.filter((word) => word !== "").join("\n"));
  const [emptyIsMissing, setEmptyIsMissing] = useState(format.rules.missingWords.includes(""));
  const change = (part: RulesChange): void => {
    setRules({ ...rules, ...part, columns: rules.columns });
  };
  const read = (): void => {
    const { encoding, delimiter, decimal, header } = rules;
    const missingWords = [...(emptyIsMissing ? [""] : []), ...words.split("\n").filter((word) => word !== "")];
    onRead({ encoding, delimiter, decimal, header, missingWords });
  };
  return (
    <Stack>
      <NativeSelect
        label="Encoding"
        value={rules.encoding}
        data={[
          { value: "auto", label: found(ENCODING_TITLES[format.encoding], format.rules.encoding) },
          ...TEXT_ENCODINGS.map((value) => ({ value, label: ENCODING_TITLES[value] })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          change({ encoding: TEXT_ENCODINGS.find((name) => name === value) ?? "auto" });
        }}
      />
      <NativeSelect
        label="Cells are separated by"
        value={rules.delimiter}
        data={[
          { value: "auto", label: found(DELIMITER_TITLES[format.delimiter], format.rules.delimiter) },
          ...DELIMITERS.map((value) => ({ value, label: DELIMITER_TITLES[value] })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          change({ delimiter: DELIMITERS.find((name) => name === value) ?? "auto" });
        }}
      />
      <NativeSelect
        label="Decimal mark"
        value={rules.decimal}
        data={[
          { value: "auto", label: found(format.decimal === "," ? "comma" : "point", format.rules.decimal) },
          { value: ".", label: "point" },
          { value: ",", label: "comma" },
        ]}
        onChange={({ currentTarget: { value } }) => {
          change({ decimal: value === "." || value === "," ? value : "auto" });
        }}
      />
      <Checkbox
        label="The first row names the columns"
        checked={rules.header}
        onChange={({ currentTarget: { checked } }) => {
          change({ header: checked });
        }}
      />
      <Checkbox
        label="Empty cells are missing values"
        checked={emptyIsMissing}
        onChange={({ currentTarget: { checked } }) => {
          setEmptyIsMissing(checked);
        }}
      />
      <Textarea
        label="Words that mean a missing value, one a line"
        autosize
        minRows={3}
        maxRows={8}
        value={words}
        onChange={({ currentTarget: { value } }) => {
          setWords(value);
        }}
      />
      <Group justify="flex-end">
        <Button onClick={read}>Read the file again</Button>
      </Group>
    </Stack>
  );
}

/** Where a setting was found out, what was found. */
function found(title: string, rule: string): string {
  return rule === "auto" ? `find out (found: ${title})` : "find out";
}
