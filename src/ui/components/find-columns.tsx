import { TextInput } from "@mantine/core";

/** Narrows a panel to columns whose names hold a text. */
export function FindColumns({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <TextInput
      size="xs"
      aria-label="Find columns by name"
      placeholder="Find columns"
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
