import { parseArgs } from "node:util";
import { buildApp, DIST, isBuilt } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { serveFolder } from "./lib/serve.mjs";

const USAGE = `Installs what is missing, builds Triptych and serves it on this machine alone.

  npm start -- [--port N] [--strict-port] [--no-build]

  --port N        port to serve at (4173); the next free one where it is taken
  --strict-port   that port or none
  --no-build      serve dist/ as it is`;

/**
 * @param {string} message
 * @returns {never}
 */
function giveUp(message) {
  console.error(message);
  process.exit(2);
}

/** @returns {{ port: number, strict: boolean, build: boolean }} */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "4173" },
        "strict-port": { type: "boolean", default: false },
        "no-build": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port wants a number from 0 to 65535, not "${values.port}".`);
    return { port, strict: values["strict-port"], build: !values["no-build"] };
  } catch (reason) {
    return giveUp(`${reason instanceof Error ? reason.message : String(reason)}\n\n${USAGE}`);
  }
}

const { port, strict, build } = readOptions();

if (build) {
  await ensureInstalled();
  if ((await buildApp()) !== 0) giveUp("The build failed (its reason is above), so there is nothing to serve.");
} else if (!isBuilt()) {
  giveUp("There is no build in dist/ yet: run npm start without --no-build.");
}

const server = await serveFolder(DIST, { port, strict }).catch((/** @type {unknown} */ reason) =>
  giveUp(`Port ${port} could not be opened: ${reason instanceof Error ? reason.message : String(reason)}. Choose another with --port.`),
);

if (port !== 0 && server.port !== port) {
  console.log(`Port ${port} is taken. Runs that a browser kept at that address do not show at this one.`);
}
console.log(`Triptych is at ${server.url} (Ctrl-C ends it).`);

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, () => {
    void server.close().then(() => process.exit(0));
  });
}
