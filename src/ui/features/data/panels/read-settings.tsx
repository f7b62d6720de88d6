import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import {
  DEFAULT_MISSING_WORDS,
  DELIMITERS,
  TEXT_ENCODINGS,
  type Delimiter,
  type FileFormat,
  type ReadRules,
  type RowRemedy,
  type RulesChange,
  type TextEncodingName,
} from "../../../../domain/reading";
import { SPLITS, type Split } from "../../../../domain/split";
import { Choice } from "../../../components/choice";
import { FieldLabel } from "../../../components/field-label";
import { useApp } from "../../../store-context";
import { DELIMITER_NAMES, ENCODING_NAMES } from "../format-text";
import { SampleFields } from "./sample-fields";

interface ReadSettingsProps {
  readonly split: Split;
  readonly format: FileFormat;
  readonly fileName: string;
  readonly onClose: () => void;
}

type Encoding = TextEncodingName | "auto";
type Decimal = ReadRules["decimal"];

const RAGGED: Record<RowRemedy, string> = {
  "drop-row": "Leave the row out",
  missing: "Fill up short rows with missing values",
  stop: "Do not load the file",
};

/** How a file is read. Nothing is read again until it is asked for. */
export function ReadSettings({ split, format, fileName, onClose }: ReadSettingsProps) {
  const [rules, setRules] = useState(format.rules);
  const [all, setAll] = useState(false);
  const several = useApp((state) => Object.keys(state.sources).length > 1);
  const changeRules = useApp((state) => state.changeRules);
  const change = (part: RulesChange): void => {
    const { columns: _, ...members } = part;
    setRules({ ...rules, ...members });
  };
  return (
    <Modal opened onClose={onClose} title={`How ${fileName} is read`} size="lg">
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Choice<Encoding>
            label="Encoding"
            value={rules.encoding}
            options={[
              { value: "auto", label: found("Found out", ENCODING_NAMES[format.encoding], format.rules.encoding) },
              ...TEXT_ENCODINGS.map((value) => ({ value, label: ENCODING_NAMES[value] })),
            ]}
            onChange={(encoding) => {
              change({ encoding });
            }}
          />
          <Choice<Delimiter | "auto">
            label="Cells are separated by"
            value={rules.delimiter}
            options={[
              { value: "auto", label: found("Found out", DELIMITER_NAMES[format.delimiter], format.rules.delimiter) },
              ...DELIMITERS.map((value) => ({ value, label: DELIMITER_NAMES[value] })),
            ]}
            onChange={(delimiter) => {
              change({ delimiter });
            }}
          />
          <Choice<Decimal>
            label="Decimals are written with"
            value={rules.decimal}
            options={[
              { value: "auto", label: found("Found out", format.decimal === "," ? "a comma" : "a point", format.rules.decimal) },
              { value: ".", label: "a point: 1.5" },
              { value: ",", label: "a comma: 1,5" },
            ]}
            onChange={(decimal) => {
              change({ decimal });
            }}
          />
          <Choice<RowRemedy>
            label="Rows with too few or too many cells"
            value={rules.ragged}
            options={(["drop-row", "missing", "stop"] as const).map((value) => ({ value, label: RAGGED[value] }))}
            onChange={(ragged) => {
              change({ ragged });
            }}
          />
        </SimpleGrid>
        <Checkbox
          label="The first row names the columns"
          checked={rules.header}
          onChange={(event) => {
            change({ header: event.currentTarget.checked });
          }}
        />
        <MissingWords
          words={rules.missingWords}
          onChange={(missingWords) => {
            change({ missingWords });
          }}
        />
        <SampleFields
          sample={rules.sample}
          onChange={(sample) => {
            change({ sample });
          }}
        />
        <Group justify="space-between">
          {several ? (
            <Checkbox
              label="For all files"
              checked={all}
              onChange={(event) => {
                setAll(event.currentTarget.checked);
              }}
            />
          ) : (
            <span />
          )}
          <Button
            onClick={() => {
              onClose();
              // Rules of single columns belong to their file and stay.
              const { columns: _, ...chosen } = rules;
              void changeRules(all ? SPLITS : [split], chosen);
            }}
          >
            Read again
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function found(words: string, what: string, rule: string): string {
  return rule === "auto" ? `${words}: ${what}` : words;
}

interface MissingWordsProps {
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
}

function MissingWords({ words, onChange }: MissingWordsProps) {
  const [text, setText] = useState(words.filter((word) => word !== "").join("\n"));
  const take = (next: string, empty: boolean): void => {
    const listed = next.split("\n").map((word) => word.trim()).filter((word) => word !== "");
    onChange([...(empty ? [""] : []), ...new Set(listed)]);
  };
  const empty = words.includes("");
  return (
    <Stack gap="xs">
      <Textarea
        label={<FieldLabel text="Words that mean a missing value, one a line" />}
        rows={4}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          take(event.currentTarget.value, empty);
        }}
      />
      <Group justify="space-between">
        <Checkbox
          label="An empty cell is missing too"
          checked={empty}
          onChange={(event) => {
            take(text, event.currentTarget.checked);
          }}
        />
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            const usual = DEFAULT_MISSING_WORDS.filter((word) => word !== "").join("\n");
            setText(usual);
            take(usual, true);
          }}
        >
          The usual words
        </Button>
      </Group>
    </Stack>
  );
}
