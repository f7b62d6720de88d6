import { createClient, type Client } from "../protocol/client";
import type { Service } from "../protocol/messages";

/** Speaks to a worker; when the worker fails, every call that waits on it is rejected with the reason. */
export function connectWorker<S extends Service<S>>(worker: Worker, what: string): Client<S> {
  const client = createClient<S>(worker);
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    client.close(`${what} stopped working (${event.message || "it could not start"}). Reload the page to start it again.`);
  });
  worker.addEventListener("messageerror", () => {
    client.close(`${what} sent a message that could not be read. Reload the page to start it again.`);
  });
  return client;
}
