import type { core } from "zod";

type Issue = core.$ZodRawIssue;

/** What a wrong value is said to be instead, by the name that zod has for the expected type. */
const EXPECTED: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  record: "an object",
  tuple: "a list",
  null: "null",
};

/**
 * Says what is wrong with a value, as the end of a sentence that begins with the name of the field.
 * Returns nothing for kinds of issue that our schemas do not raise.
 */
export function issueText(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      return `must be ${EXPECTED[issue.expected] ?? issue.expected}, not ${show(issue.input)}`;
    case "too_small":
      if (issue.origin === "array") return `must have at least ${Number(issue.minimum)} entries`;
      return `must be ${issue.inclusive === false ? "above" : "at least"} ${Number(issue.minimum)}, not ${show(issue.input)}`;
    case "too_big":
      if (issue.origin === "array") return `must have at most ${Number(issue.maximum)} entries`;
      return `must be ${issue.inclusive === false ? "below" : "at most"} ${Number(issue.maximum)}, not ${show(issue.input)}`;
    case "invalid_value":
      return unavailable(issue.input, issue.values);
    case "invalid_union":
      if (typeof issue.discriminator !== "string") return `is of an unknown form: ${show(issue.input)}`;
      return unavailable(memberOf(issue.input, issue.discriminator), Array.isArray(issue.options) ? issue.options : []);
    default:
      return undefined;
  }
}

function unavailable(input: unknown, has: readonly unknown[]): string {
  if (input === undefined) return "is missing";
  return `${show(input)} is not available in this version, which has ${has.map(show).join(", ")}`;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

/** A value as a person would recognise it in the file, shortened. */
export function show(value: unknown): string {
  if (typeof value === "bigint" || typeof value === "symbol" || typeof value === "function") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
