/** The part of `Worker`, `MessagePort` and a worker's global scope that the protocol uses. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}
