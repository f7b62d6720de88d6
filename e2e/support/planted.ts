import { csvFile } from "./person";

/** Rows of validation: the number in the file of the mislabelled one, counted from 1, and of rows before it that cannot be used. */
export const PLANTED = { row: 41, unusable: { missing: [3, 17], ragged: [9, 30] }, f1: "9.5", note: '=HYPERLINK("x")' } as const;

type File = ReturnType<typeof csvFile>;

/**
 * Files whose label is 1 where f1 and f2 lie near 4, and 0 where they lie near 0. In validation the label of every row of
 * the kind "odd" is the wrong one, and one row far out has the wrong label, after rows that are left out.
 */
export function plantedFiles(): readonly File[] {
  return [split("train", 600), split("validation", 240), split("test", 240)];
}

function split(name: string, rows: number): File {
  const own = name === "validation";
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    const label = index % 2;
    const near = (step: number): number => 4 * label + ((index * step) % 17) / 10;
    const odd = own && index % 12 >= 10;
    const kind = odd ? "odd" : index % 3 === 0 ? "usual" : "plain";
    if (own && row === PLANTED.row) return `${PLANTED.f1},9.25,plain,"=HYPERLINK(""x"")",0`;
    const cells = [near(5).toFixed(2), near(7).toFixed(2), kind, `n${index % 4}`, odd ? 1 - label : label];
    if (own && is(PLANTED.unusable.missing, row)) cells[0] = "";
    if (own && is(PLANTED.unusable.ragged, row)) cells.push("one too many");
    return cells.join(",");
  });
  return csvFile(`${name}.csv`, `f1,f2,kind,note,evil\n${lines.join("\n")}\n`);
}

function is(list: readonly number[], row: number): boolean {
  return list.includes(row);
}
