import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fileSource } from "./byte-source";
import { fileFingerprint, Fingerprint } from "./fingerprint";

const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * 31) & 255);
const expected = createHash("sha256").update(bytes).digest("hex");

function fingerprint(expectedBytes: number): Promise<string> {
  const hash = new Fingerprint(expectedBytes);
  for (let at = 0; at < bytes.length; at += 300) hash.update(bytes.subarray(at, at + 300));
  return hash.digest();
}

describe("the fingerprint of a file", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["as many as told", 1000],
    ["more than told", 700],
    ["none told", 0],
    ["fewer than told", 5000],
    ["too many to be held", 10 ** 12],
  ])("is its SHA-256: %s", async (_, expectedBytes) => {
    expect(await fingerprint(expectedBytes)).toBe(expected);
  });

  it("needs no WebCrypto", async () => {
    vi.stubGlobal("crypto", {});
    expect(await fingerprint(1000)).toBe(expected);
  });

  it("of nothing is that of nothing", async () => {
    expect(await new Fingerprint(0).digest()).toBe(createHash("sha256").digest("hex"));
  });

  it("of a file is that of its bytes, unless it is cancelled", async () => {
    const source = fileSource(new Blob([bytes]));
    expect(await fileFingerprint(source, new AbortController().signal)).toBe(expected);
    await expect(fileFingerprint(source, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });
});
