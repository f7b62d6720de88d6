import { useState, type KeyboardEvent, type PointerEvent } from "react";

/** A cell of a map, counted from its upper left. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface CellCursor {
  /** The cell that is read out; null before anybody pointed at one. */
  readonly cell: Cell | null;
  /** Of the element that the cells fill. */
  readonly handlers: {
    readonly tabIndex: 0;
    readonly role: "application";
    readonly "aria-roledescription": string;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocus: () => void;
  };
}

/** One cell at a time is read out: under the pointer, or moved to with the arrow keys. */
export function useCellCursor(rows: number, columns: number): CellCursor {
  const [chosen, setChosen] = useState<Cell | null>(null);
  const cell = chosen === null || chosen.row >= rows || chosen.column >= columns ? null : chosen;
  const follow = ({ currentTarget, clientX, clientY }: PointerEvent): void => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    setChosen({ row: within(((clientY - top) / height) * rows, rows), column: within(((clientX - left) / width) * columns, columns) });
  };
  const step = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const { row, column } = cell ?? { row: 0, column: 0 };
    setChosen({ row: within(row + move.row, rows), column: within(column + move.column, columns) });
  };
  return {
    cell,
    handlers: {
      tabIndex: 0,
      role: "application",
      "aria-roledescription": "heat map",
      onPointerMove: follow,
      onKeyDown: step,
      onFocus: () => {
        setChosen((before) => before ?? { row: 0, column: 0 });
      },
    },
  };
}

const MOVES: Readonly<Record<string, Cell>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  Home: { row: 0, column: -Infinity },
  End: { row: 0, column: Infinity },
  PageUp: { row: -Infinity, column: 0 },
  PageDown: { row: Infinity, column: 0 },
};

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place)));
}

/** Where a cell begins, or how wide it is, of so many, for a style. */
export function cellShare(part: number, count: number): string {
  return `${(100 * part) / count}%`;
}
