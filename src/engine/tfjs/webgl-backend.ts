import type { Backend } from "../backend";
import { ShaderArithmetic } from "./shader-arithmetic";
import { TfjsBackend, type TfjsDevice } from "./tfjs-backend";
import { chunkRowsFor } from "./webgl-chunks";
import { WebglContext } from "./webgl-context";
import { isSoftwareRenderer } from "./webgl-probe";

/** Kept from one back end to the next, until it is lost. */
let context: WebglContext | null = null;

/**
 * The WebGL back end, on a GPU or on a software renderer.
 * @throws Error where there is no WebGL 2, or it does not render to 32-bit floats
 */
export function createWebglBackend(): Backend {
  return new TfjsBackend(openDevice);
}

function openDevice(): TfjsDevice {
  if (context === null || context.isLost()) context = new WebglContext();
  const own = context;
  const { renderer, maxTexture } = own;
  const limits = { software: isSoftwareRenderer(renderer), maxTexture };
  return {
    identity: { name: "webgl", variant: "tfjs", pool: 1, renderer },
    arithmetic: new ShaderArithmetic(own.open(), maxTexture),
    chunkRows: (blocks) => chunkRowsFor(blocks, limits),
    bufferBytes: () => own.bytes,
    life: {
      lost: own.lost,
      isLost: () => own.isLost(),
      giveUp: () => {
        own.giveUp();
      },
      isWorn: () => own.isWorn(),
      close: () => {
        own.close();
      },
    },
  };
}
