import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { SECURITY_HEADERS } from "./csp.mjs";

const HOST = "127.0.0.1";

/** Folders whose file names carry a hash of their content. */
const HASHED = /^\/(?:assets|workers|on-demand)\//;

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

const COMPRESSIBLE = /^text\/|^application\/(?:json|manifest|wasm)|^image\/svg/;
/** Bytes above which a file is streamed as it is rather than compressed in memory. */
const COMPRESS_LIMIT = 8 * 1024 * 1024;

const compressors = {
  br: (/** @type {Buffer} */ body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (/** @type {Buffer} */ body) => promisify(gzip)(body),
};

/**
 * The encoding to answer in: the first of brotli and gzip that the client accepts.
 * @param {string | string[] | undefined} accepted the request's Accept-Encoding
 * @returns {"br" | "gzip" | null}
 */
export function chooseEncoding(accepted) {
  const offers = String(accepted ?? "")
    .split(",")
    .map((offer) => offer.trim().toLowerCase())
    .filter((offer) => !/;\s*q=0(?:\.0*)?$/.test(offer))
    .map((offer) => offer.split(";")[0]);
  if (offers.includes("br")) return "br";
  return offers.includes("gzip") ? "gzip" : null;
}

/**
 * The file that a request's path names, or null where it names none inside the folder. Links that lead out of the
 * folder are refused too.
 * @param {string} root the real path of the folder served
 * @param {string} url the request's raw target
 * @returns {Promise<{ file: string, path: string, size: number, modified: number } | null>}
 */
async function locate(root, url) {
  let path;
  try {
    path = decodeURIComponent((url.split(/[?#]/)[0] ?? "").replace(/^$/, "/"));
  } catch {
    return null;
  }
  if (!path.startsWith("/") || /[\0\\]/.test(path) || path.split("/").includes("..")) return null;
  if (path.endsWith("/")) path += "index.html";
  try {
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return null;
    const info = await stat(file);
    return info.isFile() ? { file, path, size: info.size, modified: info.mtimeMs } : null;
  } catch {
    return null;
  }
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function refuse(response, status, text) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(response.req.method === "HEAD" ? undefined : `${text}\n`);
}

/**
 * Answers GET and HEAD for the files of one folder.
 * @param {string} root
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>}
 */
function fileHandler(root) {
  /** @type {Map<string, Promise<Buffer>>} */
  const compressed = new Map();
  return async (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      refuse(response, 405, "Only GET and HEAD are answered here.");
      return;
    }
    const found = await locate(root, request.url ?? "/");
    if (found === null) {
      refuse(response, 404, "There is no such file here.");
      return;
    }
    const type = TYPES[extname(found.file).toLowerCase()] ?? "application/octet-stream";
    const worthIt = COMPRESSIBLE.test(type) && found.size > 512 && found.size <= COMPRESS_LIMIT;
    const encoding = worthIt ? chooseEncoding(request.headers["accept-encoding"]) : null;
    const version = `${found.size.toString(36)}-${Math.trunc(found.modified).toString(36)}`;
    const etag = `W/"${version}-${encoding ?? "identity"}"`;
    response.setHeader("Content-Type", type);
    response.setHeader("ETag", etag);
    response.setHeader("Cache-Control", HASHED.test(found.path) ? "public, max-age=31536000, immutable" : "no-cache");
    if (COMPRESSIBLE.test(type)) response.setHeader("Vary", "Accept-Encoding");
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    if (encoding === null) {
      response.writeHead(200, { "Content-Length": found.size });
      if (request.method === "HEAD") response.end();
      else await pipeline(createReadStream(found.file), response);
      return;
    }
    const key = `${encoding} ${version} ${found.file}`;
    let body = compressed.get(key);
    if (body === undefined) {
      body = readFile(found.file).then(compressors[encoding]);
      compressed.set(key, body);
      body.catch(() => compressed.delete(key));
    }
    const bytes = await body;
    response.writeHead(200, { "Content-Encoding": encoding, "Content-Length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 */
function listen(server, port) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, HOST, () => {
        server.off("error", reject);
        resolve();
      });
    })
  );
}

/** @param {unknown} reason */
const isTaken = (reason) => reason instanceof Error && "code" in reason && reason.code === "EADDRINUSE";

/**
 * Serves a folder on 127.0.0.1 alone, at the port asked for or, unless `strict`, the next free one of twenty.
 * Port 0 takes any free port. `close` ends open connections too.
 * @param {string} folder
 * @param {{ port?: number, strict?: boolean }} [options]
 * @returns {Promise<{ port: number, url: string, close: () => Promise<void> }>}
 */
export async function serveFolder(folder, { port = 4173, strict = false } = {}) {
  const handle = fileHandler(await realpath(folder));
  const server = createServer((request, response) => {
    handle(request, response).catch((/** @type {unknown} */ reason) => {
      // A client that goes away mid-answer is no fault of ours.
      if (response.headersSent || response.destroyed) response.destroy();
      else refuse(response, 500, `The file could not be read: ${reason instanceof Error ? reason.message : String(reason)}`);
    });
  });
  const last = strict || port === 0 ? port : port + 19;
  for (let candidate = port; ; candidate++) {
    try {
      await listen(server, candidate);
      break;
    } catch (reason) {
      if (!isTaken(reason) || candidate >= last) throw reason;
    }
  }
  const address = server.address();
  const bound = address !== null && typeof address === "object" ? address.port : port;
  return {
    port: bound,
    url: `http://${HOST}:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
