import { env } from "@tensorflow/tfjs-core";
import { GPGPUContext, MathBackendWebGL, setWebGLContext } from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import type { Backend } from "../backend";
import { ShaderArithmetic } from "./shader-arithmetic";
import { TfjsBackend, type TfjsDevice } from "./tfjs-backend";
import { isSoftwareRenderer, makeWebglSurface, rendererOf } from "./webgl-probe";

interface Context {
  readonly device: MathBackendWebGL;
  readonly renderer: string;
  readonly maxTexture: number;
  readonly lost: AbortSignal;
  isLost(): boolean;
}

/** Enough for a GPU to be busy, little enough to be over soon. */
const GPU_CHUNK_ROWS = 32_768;
/** A software renderer takes about a tenth of a second for so many rows of the reference net, and gains nothing from more. */
const SOFTWARE_CHUNK_ROWS = 4096;

/** Kept from one back end to the next, with its compiled shaders, until it is lost. */
let context: Context | null = null;

/**
 * The WebGL back end, on a GPU or on a software renderer.
 * @throws Error where there is no WebGL 2, or it does not render to 32-bit floats
 */
export function createWebglBackend(): Backend {
  return new TfjsBackend(openDevice);
}

function openDevice(): TfjsDevice {
  if (context === null || context.isLost()) context = makeContext();
  const { device, renderer, maxTexture, lost, isLost } = context;
  const most = isSoftwareRenderer(renderer) ? SOFTWARE_CHUNK_ROWS : GPU_CHUNK_ROWS;
  return {
    identity: { name: "webgl", variant: "tfjs", pool: 1, renderer },
    // A texel holds two rows.
    chunkRows: Math.min(most, 2 * maxTexture),
    arithmetic: new ShaderArithmetic(device, maxTexture),
    lost,
    isLost,
  };
}

function makeContext(): Context {
  const surface = makeWebglSurface();
  if (surface === null) {
    throw new Error("This browser offers no WebGL 2 here. Choose another engine, or switch graphics acceleration on.");
  }
  const { canvas, gl } = surface;
  const lost = new AbortController();
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    lost.abort();
  });
  // tfjs asks its flags of the context it knows for a version: ours, which may be a software one.
  env().set("SOFTWARE_WEBGL_ENABLED", true);
  setWebGLContext(2, gl);
  env().set("WEBGL_VERSION", 2);
  if (!env().getBool("WEBGL_RENDER_FLOAT32_ENABLED")) {
    throw new Error(
      "This device's WebGL keeps 16-bit floats only, too coarse to train with. Choose another engine: WASM or CPU.",
    );
  }
  return {
    device: new MathBackendWebGL(new GPGPUContext(gl)),
    renderer: rendererOf(gl),
    maxTexture: env().getNumber("WEBGL_MAX_TEXTURE_SIZE"),
    lost: lost.signal,
    isLost: () => lost.signal.aborted || gl.isContextLost(),
  };
}
