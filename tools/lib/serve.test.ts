import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request, type IncomingMessage, type RequestOptions } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEADER_POLICY, META_POLICY } from "./csp.mjs";
import { chooseEncoding, serveFolder } from "./serve.mjs";

const SCRIPT = `console.log("${"triptych ".repeat(200)}");`;

let folder: string;
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "triptych-serve-"));
  const dist = join(folder, "dist");
  await mkdir(join(dist, "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "not for you");
  await writeFile(join(dist, "index.html"), "<title>Triptych</title>");
  await writeFile(join(dist, "assets/main-abc.js"), SCRIPT);
  await writeFile(join(dist, "kernel.wasm"), Buffer.alloc(16));
  await writeFile(join(dist, "two words.csv"), "a,b\n1,2\n");
  await symlink(join(folder, "secret.txt"), join(dist, "link.txt"));
  server = await serveFolder(dist, { port: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** The path is sent exactly as given, which `fetch` would not do. */
function ask(path: string, options: RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port: server.port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    call.on("error", reject);
    call.end();
  });
}

describe("the server", () => {
  it("answers / with the page, never from a stale cache", async () => {
    const answer = await ask("/");
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-cache");
    expect(answer.body.toString()).toContain("Triptych");
  });

  it("sends the security headers with every answer, refusals too", async () => {
    for (const path of ["/", "/assets/main-abc.js", "/nowhere"]) {
      const { headers } = await ask(path);
      expect(headers["content-security-policy"]).toBe(HEADER_POLICY);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["permissions-policy"]).toContain("camera=()");
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    }
  });

  it("lets hashed files be kept for ever", async () => {
    const { headers } = await ask("/assets/main-abc.js");
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  it("names WebAssembly by its type, which streaming compilation asks for", async () => {
    expect((await ask("/kernel.wasm")).headers["content-type"]).toBe("application/wasm");
  });

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ])("compresses with %s what the client accepts", async (encoding, unpack) => {
    const answer = await ask("/assets/main-abc.js", { headers: { "Accept-Encoding": encoding } });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.body.length).toBeLessThan(SCRIPT.length / 4);
    expect(unpack(answer.body).toString()).toBe(SCRIPT);
  });

  it("sends a file as it is to a client that accepts no compression", async () => {
    const answer = await ask("/assets/main-abc.js");
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.body.toString()).toBe(SCRIPT);
  });

  it("answers HEAD with the headers alone", async () => {
    const answer = await ask("/assets/main-abc.js", { method: "HEAD" });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect(answer.headers["content-length"]).toBe(String(SCRIPT.length));
  });

  it("answers 304 to a client that has the file", async () => {
    const { headers } = await ask("/");
    const again = await ask("/", { headers: { "If-None-Match": headers.etag } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it("serves names with spaces and ignores the query", async () => {
    expect((await ask("/two%20words.csv?x=1")).body.toString()).toBe("a,b\n1,2\n");
  });

  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "//etc/passwd",
    "/link.txt",
    "/%00",
    "/%zz",
    "/assets",
    "/assets/",
    "/nowhere",
  ])("answers 404 to %s", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain("not for you");
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const answer = await ask("/", { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("takes the next port where one is taken, unless it must have that one", async () => {
    const next = await serveFolder(folder, { port: server.port });
    expect(next.port).toBeGreaterThan(server.port);
    await next.close();
    await expect(serveFolder(folder, { port: server.port, strict: true })).rejects.toThrow("EADDRINUSE");
  });
});

describe("the choice of an encoding", () => {
  it.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["identity", null],
    [undefined, null],
  ])("reads %s as %s", (accepted, expected) => {
    expect(chooseEncoding(accepted)).toBe(expected);
  });
});

describe("the policy", () => {
  it("allows no origin but ours and no evaluated script", () => {
    expect(META_POLICY).toMatch(/^default-src 'none'/);
    expect(META_POLICY).not.toMatch(/https?:|\*|'unsafe-eval'/);
    expect(META_POLICY).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(HEADER_POLICY).toBe(`${META_POLICY}; frame-ancestors 'none'`);
  });
});
