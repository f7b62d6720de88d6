import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fileSource } from "./byte-source";
import { fileFingerprint, Fingerprint } from "./fingerprint";

const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * 31) & 255);
const expected = createHash("sha256").update(bytes).digest("hex");

const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
shared.set(bytes);

/** The pieces of `bytes` that end at these places. */
function pieces(ends: readonly number[]): Uint8Array<ArrayBuffer>[] {
  return [...ends, bytes.length].map((end, index, all) => bytes.subarray(all[index - 1] ?? 0, end));
}

function fingerprint(parts: readonly Uint8Array[]): Promise<string> {
  const hash = new Fingerprint();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

describe("the fingerprint of a file", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it.each([
    ["one piece", pieces([])],
    ["pieces of one buffer", pieces([300, 600, 900])],
    ["pieces apart", pieces([300, 600, 900]).map((piece) => piece.slice())],
    ["pieces of one buffer, and then one apart", [...pieces([300, 600]).slice(0, 2), bytes.slice(600)]],
    ["pieces apart, and then of one buffer", [bytes.slice(0, 300), ...pieces([300, 600]).slice(1)]],
    ["an empty piece between", [bytes.subarray(0, 300), new Uint8Array(0), bytes.subarray(300)]],
    ["bytes that others may change", [shared]],
  ])("is its SHA-256: %s", async (_, parts) => {
    expect(await fingerprint(parts)).toBe(expected);
  });

  it("leaves pieces of one buffer to the browser, as they are", async () => {
    const digest = vi.spyOn(crypto.subtle, "digest");
    await fingerprint(pieces([300, 600, 900]));
    expect(digest).toHaveBeenCalledExactlyOnceWith("SHA-256", bytes);
    expect((digest.mock.calls[0]?.[1] as Uint8Array).buffer).toBe(bytes.buffer);
  });

  it("takes pieces of one buffer in the order in which they come", async () => {
    const turned = createHash("sha256").update(bytes.subarray(500)).update(bytes.subarray(0, 500)).digest("hex");
    expect(await fingerprint([bytes.subarray(500), bytes.subarray(0, 500)])).toBe(turned);
  });

  it("needs no WebCrypto", async () => {
    vi.stubGlobal("crypto", {});
    expect(await fingerprint(pieces([300]))).toBe(expected);
  });

  it("of nothing is that of nothing", async () => {
    expect(await new Fingerprint().digest()).toBe(createHash("sha256").digest("hex"));
  });

  it("of a file is that of its bytes, unless it is cancelled", async () => {
    const source = fileSource(new Blob([bytes]));
    expect(await fileFingerprint(source, new AbortController().signal)).toBe(expected);
    await expect(fileFingerprint(source, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });
});
