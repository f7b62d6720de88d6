import type { Problem, Severity } from "../../../domain/problem";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** A line of the table: a problem, or what stands for those of a kind that are not shown. */
export type ProblemLine =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "more"; readonly group: string; readonly hidden: number; readonly file: string | null; readonly open: boolean };

/** Of one kind in one file, so many are shown before the others are asked for. */
const SHOWN_OF_A_KIND = 3;

/** The gravest first; of problems of one kind in one file the first few, unless their group is open. */
export function problemLines(problems: readonly Problem[], severity: Severity | "all", open: ReadonlySet<string>): ProblemLine[] {
  const groups = new Map<string, Problem[]>();
  for (const each of SEVERITIES) {
    for (const problem of problems) {
      if (problem.severity !== each || (severity !== "all" && severity !== each)) continue;
      const key = groupOf(problem);
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [problem]);
      else members.push(problem);
    }
  }
  return [...groups].flatMap(([group, members]): ProblemLine[] => {
    const hidden = members.length - SHOWN_OF_A_KIND;
    // A line that stands for a single one would be as long as that one.
    if (hidden <= 1) return members.map(asLine);
    const isOpen = open.has(group);
    const shown = isOpen ? members : members.slice(0, SHOWN_OF_A_KIND);
    return [...shown.map(asLine), { kind: "more", group, hidden, file: members[0]?.file ?? null, open: isOpen }];
  });
}

export function countBySeverity(problems: readonly Problem[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}

function groupOf({ severity, code, file }: Problem): string {
  return JSON.stringify([severity, code, file]);
}

function asLine(problem: Problem): ProblemLine {
  return { kind: "problem", problem };
}
