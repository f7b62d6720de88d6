import { describe, expect, it } from "vitest";
import type { ColumnProfile } from "./profile";
import { profileCsv } from "./profile-csv";

const numbers: ColumnProfile = {
  name: "a,b",
  kind: "numeric",
  dtype: "float64",
  nonNull: 3,
  missing: 1,
  unique: 2,
  uniqueAbout: null,
  memoryBytes: 32,
  heldBytes: 16,
  statistics: { count: 3, mean: 1.5, std: NaN, min: -2, lowerQuartile: 0, median: 1, upperQuartile: 2, max: 4026531840, infinite: 0 },
  top: [{ value: "1", count: 2 }],
};
const text: ColumnProfile = { ...numbers, name: "=cmd()", kind: "text", dtype: "object", unique: null, uniqueAbout: null, statistics: null, top: [] };

describe("profileCsv", () => {
  it("writes a line for every column of every split, empty where something is not defined", () => {
    expect(profileCsv({ test: [numbers], train: [numbers, text] })).toBe(
      "split,column,dtype,non_null,missing,unique,memory_bytes,mean,std,min,25%,50%,75%,max,top\n" +
        'train,"a,b",float64,3,1,2,32,1.5,,-2,0,1,2,4026531840,1 (2)\n' +
        "train,'=cmd(),object,3,1,,32,,,,,,,,\n" +
        'test,"a,b",float64,3,1,2,32,1.5,,-2,0,1,2,4026531840,1 (2)\n',
    );
  });
});
