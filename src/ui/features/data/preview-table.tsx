import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { SPLITS, SPLIT_TITLES, type Split } from "../../../domain/split";
import { Card } from "../../components/card";
import { DataTable } from "../../components/data-table";
import { useApp } from "../../store-context";

/** The first five rows of a split, as they stand in its file. */
export function PreviewTable() {
  const files = useApp((state) => state.files);
  const [chosen, setChosen] = useState<Split>("train");
  const loaded = SPLITS.filter((split) => files[split] !== undefined);
  const split = loaded.includes(chosen) ? chosen : loaded[0];
  const summary = split === undefined ? undefined : files[split];
  if (split === undefined || summary === undefined) return null;
  return (
    <Card
      title="First rows"
      hint={summary.fileName}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Split shown in the preview"
          value={split}
          data={loaded.map((value) => ({ value, label: SPLIT_TITLES[value] }))}
          onChange={setChosen}
        />
      }
    >
      <DataTable label={`First rows of ${SPLIT_TITLES[split].toLowerCase()}`}>
        <thead>
          <tr>
            {summary.columns.map(({ name, kind }) => (
              <th key={name} scope="col" title={name} data-numeric={kind === "numeric" || undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.head.map((row, index) => (
            <tr key={index}>
              {row.map((value, column) => (
                <td
                  key={column}
                  title={value.length > 30 ? value : undefined}
                  data-numeric={summary.columns[column]?.kind === "numeric" || undefined}
                >
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Card>
  );
}
