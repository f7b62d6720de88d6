import { Button, Group, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../../domain/split";
import { useApp } from "../../../store-context";

interface PasteDialogProps {
  readonly onClose: () => void;
}

export function PasteDialog({ onClose }: PasteDialogProps) {
  const files = useApp((state) => state.files);
  const addFileAs = useApp((state) => state.addFileAs);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Split | null>(null);
  const split = chosen ?? SPLITS.find((candidate) => files[candidate] === undefined) ?? "train";
  const add = (): void => {
    void addFileAs(split, new File([text], `pasted-${split}.csv`, { type: "text/csv" }));
    setText("");
    setChosen(null);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Paste CSV" size="lg">
      <Stack>
        <Textarea
          label="CSV text, header first"
          autosize
          minRows={8}
          maxRows={16}
          value={text}
          data-autofocus
          styles={{ input: { fontFamily: "var(--mono)", fontSize: 13 } }}
          placeholder={"processId,userId,label\n381,100,1"}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Group justify="space-between" align="flex-end">
          <NativeSelect
            label="Use as"
            value={split}
            data={SPLITS.map((value) => ({
              value,
              label: files[value] === undefined ? SPLIT_TITLES[value] : `${SPLIT_TITLES[value]} (replaces ${files[value].fileName})`,
            }))}
            onChange={(event) => {
              setChosen(SPLITS.find((candidate) => candidate === event.currentTarget.value) ?? null);
            }}
          />
          <Button disabled={text.trim() === ""} onClick={add}>
            Add
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
