import type { ShiftSection } from "./shift-sections";
import type { SectionTable } from "./shift-tables";

/** A word of the report, in two plain sentences. */
export interface ReportTerm {
  readonly title: string;
  readonly text: string;
}

/**
 * The report as Markdown with tables in GitHub's manner.
 * @param about lines on what it is of, beneath the heading
 * @param terms explained at its end
 */
export function shiftMarkdown(sections: readonly ShiftSection[], about: readonly string[], terms: readonly ReportTerm[]): string {
  const parts = sections.map(({ title, sentences, tables }) =>
    [`## ${title}`, sentences.map((sentence) => `- ${escaped(sentence)}`).join("\n"), ...tables.map(tableText)].filter((part) => part !== "").join("\n\n"),
  );
  const words = ["## Terms", terms.map(({ title, text }) => `- **${escaped(title)}**: ${escaped(text)}`).join("\n")].join("\n\n");
  return `${["# Shift report", about.map(escaped).join("  \n"), ...parts, words].join("\n\n")}\n`;
}

function tableText({ title, columns, rows, more }: SectionTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => escaped(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  const table = [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
  return [`**${escaped(title)}**`, table, ...(more === 0 ? [] : [`${more} more columns are in the JSON file.`])].join("\n\n");
}

/** Names come from files: nothing in them is markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, "\\$&").replace(/[\r\n]+/g, " ");
}
