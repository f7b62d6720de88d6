/** A piece of JSON that is already text, put in as it is: numbers with chosen digits. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * JSON for people and programs: objects and lists of objects on lines of their own, lists of plain values on one line.
 * Members that are undefined are left out; numbers that JSON does not have become null.
 */
export function formatJson(value: unknown, indent = ""): string {
  if (value instanceof RawJson) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    if (items.every(isPlain)) return `[${items.map((item) => formatJson(item)).join(", ")}]`;
    return `[\n${items.map((item) => inner + formatJson(item, inner)).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  const lines = members.map(([name, member]) => `${inner}${JSON.stringify(name)}: ${formatJson(member, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}
