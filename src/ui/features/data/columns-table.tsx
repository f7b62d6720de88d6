import { formatCount } from "../../../domain/format";
import { SPLITS, SPLIT_TITLES } from "../../../domain/split";
import { columnsAcrossSplits } from "../../../state/columns";
import { Card } from "../../components/card";
import { DataTable } from "../../components/data-table";
import { SplitName } from "../../components/split-name";
import { useApp } from "../../store-context";

/** Every column with its type, missing values and distinct values, split by split. */
export function ColumnsTable() {
  const files = useApp((state) => state.files);
  const loaded = SPLITS.filter((split) => files[split] !== undefined);
  const columns = columnsAcrossSplits(files);
  return (
    <Card title="Columns" hint={`${columns.length} in all; types as pandas names them`}>
      <DataTable label="Columns of the files">
        <thead>
          <tr>
            <th scope="col">Column</th>
            {loaded.map((split) => (
              <th key={split} scope="col" aria-label={`Type, missing and distinct values in ${SPLIT_TITLES[split]}`}>
                <SplitName split={split} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, bySplit }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {name}
              </th>
              {loaded.map((split) => {
                const column = bySplit[split];
                return (
                  <td key={split}>
                    {column === undefined ? (
                      "not in this file"
                    ) : (
                      <>
                        <code>{column.dtype}</code>
                        {` · ${formatCount(column.missing)} missing`}
                        {column.values !== null &&
                          ` · ${column.values.length} distinct ${column.values.length === 1 ? "value" : "values"}`}
                        {column.kind === "discarded" && " · set aside"}
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Card>
  );
}
