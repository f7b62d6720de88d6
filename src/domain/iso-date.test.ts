import { describe, expect, it } from "vitest";
import { areIsoDates, isoInstant } from "./iso-date";

describe("isoInstant", () => {
  it("reads dates, with a time and a zone or without", () => {
    const noon = Date.UTC(2021, 4, 3, 12);
    for (const text of ["2021-05-03T12:00:00Z", "2021-05-03 12:00:00", "2021-05-03T12:00", "2021-05-03T14:00:00+02:00", "2021-05-03 07:30:00-0430", " 2021-05-03T12:00:00.000Z "]) {
      expect(isoInstant(text), text).toBe(noon);
    }
    expect(isoInstant("2021-05-03")).toBe(Date.UTC(2021, 4, 3));
    expect(isoInstant("2021-05-03T12:00:00.2505") - noon).toBeCloseTo(250.5, 6);
  });

  it("takes nothing else for a date", () => {
    for (const text of ["", "2021", "2021-5-3", "03.05.2021", "2021-04-31", "2021-13-01", "2021-05-03T24:00:00", "2021-05-03T12:60", "2021-05-03x", "12:00:00"]) {
      expect(isoInstant(text), text).toBeNaN();
    }
    expect([areIsoDates([]), areIsoDates(["2021-05-03"]), areIsoDates(["2021-05-03", "soon"])]).toEqual([false, true, false]);
  });
});
