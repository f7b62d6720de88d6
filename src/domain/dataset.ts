import type { SampleOptions } from "./sample/profile";

/** Where a file came from. The sample can be had again, so that its bytes need not be kept. */
export type FileOrigin =
  | { readonly type: "file" }
  /** The sample as it is made in the page. */
  | { readonly type: "sample"; readonly options: SampleOptions }
  /** The sample as it comes with the page. */
  | { readonly type: "ready-sample" };
