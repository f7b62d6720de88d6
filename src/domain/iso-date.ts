const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MINUTE_MS = 60_000;

/**
 * When an ISO 8601 date, with or without a time, is: milliseconds since 1970, fractions of them too; a time without a zone is
 * taken for UTC. NaN for any other text.
 */
export function isoInstant(text: string): number {
  const parts = ISO.exec(text.trim());
  if (parts === null) return NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(ms);
  // There is no 31st of April; it would be the 1st of May.
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!exists) return NaN;
  return ms + 1000 * Number((parts[7] ?? "0").replace(",", ".")) - zoneMs(parts[8]);
}

function zoneMs(zone = "Z"): number {
  if (zone === "Z") return 0;
  const minutes = 60 * Number(zone.slice(1, 3)) + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}

/** Whether there are texts, and all of them are dates. */
export function areIsoDates(texts: readonly string[]): boolean {
  return texts.length > 0 && texts.every((text) => !Number.isNaN(isoInstant(text)));
}
