import type { SectionTable, ShiftSection } from "./shift-sections";

/** The report as Markdown with tables in GitHub's manner. @param about lines on what it is of, beneath the heading */
export function shiftMarkdown(sections: readonly ShiftSection[], about: readonly string[]): string {
  const parts = sections.map(({ title, sentences, tables }) =>
    [`## ${title}`, sentences.map((sentence) => `- ${escaped(sentence)}`).join("\n"), ...tables.map(tableText)].filter((part) => part !== "").join("\n\n"),
  );
  return `${["# Shift report", about.map(escaped).join("  \n"), ...parts].join("\n\n")}\n`;
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
