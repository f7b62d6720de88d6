/** "a, b and c" */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** As many names as a sentence bears. */
const MOST_NAMED = 8;

/** The same of the first ones, with the number of the others. */
export function shortList(names: readonly string[]): string {
  return names.length <= MOST_NAMED ? listed(names) : `${names.slice(0, MOST_NAMED - 1).join(", ")} and ${names.length - MOST_NAMED + 1} more`;
}
