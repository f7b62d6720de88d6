import { VirtualTable } from "../../components/virtual-table";
import { cellText, type ChartTable } from "./chart-table";

interface TableViewProps {
  readonly label: string;
  readonly table: ChartTable;
  readonly wide: boolean;
}

/** As many as are about as high as the chart. */
const SHOWN_ROWS = { normal: 7, wide: 11 } as const;
/** In pixels: of a cell's padding, and of a character. */
const [PADDING, CHARACTER] = [28, 7.5];
const WIDEST = 260;

/** The figures of a chart, row by row. */
export function TableView({ label, table, wide }: TableViewProps) {
  const { columns, rows } = table;
  return (
    <VirtualTable
      label={label}
      columns={columns.map((head, column) => ({
        key: `${column} ${head}`,
        head,
        title: head,
        width: widthOf(table, column),
        numeric: column > 0 && rows.some((row) => typeof row[column] === "number"),
      }))}
      rows={rows.length}
      shownRows={wide ? SHOWN_ROWS.wide : SHOWN_ROWS.normal}
      cell={(row, column) => cellText(table, rows[row]?.[column], column)}
    />
  );
}

/** Of a column, by its head and by its first and last rows. */
function widthOf(table: ChartTable, column: number): number {
  const samples = [...table.rows.slice(0, 50), ...table.rows.slice(-1)].map((row) => cellText(table, row[column], column).length);
  return Math.min(WIDEST, PADDING + CHARACTER * Math.max(6, table.columns[column]?.length ?? 0, ...samples));
}
