/** Whether the name of a column holds what somebody typed to find it. */
export function nameHolds(name: string, filter: string): boolean {
  return name.toLowerCase().includes(filter.trim().toLowerCase());
}
