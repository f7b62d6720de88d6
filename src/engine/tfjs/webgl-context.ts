import { env } from "@tensorflow/tfjs-core";
import {
  GPGPUContext,
  MathBackendWebGL,
  setWebGLContext,
} from "@tensorflow/tfjs-backend-webgl/dist/webgl";
import { makeWebglSurface, rendererOf, type WebglSurface } from "./webgl-probe";

type Fence = Parameters<GPGPUContext["pollFence"]>[0];

/** Above this, textures that wait to be used again are given up rather than kept for another net. */
const MOST_SPARE_BYTES = 2 ** 26;
/** Compiled programs that are kept; a net has some 20, and some more for each size of its batches. */
const MOST_PROGRAMS = 400;

/** Counts its programs, and lets go of reads that a lost context would never answer: tfjs would ask for ever. */
class WatchedContext extends GPGPUContext {
  programs = 0;
  readonly #lost: AbortSignal;

  constructor(gl: WebGL2RenderingContext, lost: AbortSignal) {
    super(gl);
    this.#lost = lost;
  }

  override createProgram(shader: WebGLShader): ReturnType<GPGPUContext["createProgram"]> {
    this.programs++;
    return super.createProgram(shader);
  }

  override pollFence({ query, isFencePassed }: Fence): Promise<void> {
    return super.pollFence({ query, isFencePassed: () => this.#lost.aborted || isFencePassed() });
  }
}

/** A WebGL context of our own with tfjs on it. It outlives its back ends, with its compiled shaders, until it is lost. */
export class WebglContext {
  readonly renderer: string;
  /** The longest side of a texture, in texels. */
  readonly maxTexture: number;
  readonly #gl: WebGL2RenderingContext;
  readonly #gpgpu: WatchedContext;
  readonly #loss = new AbortController();
  #device: MathBackendWebGL;
  #users = 0;

  /** @throws Error where there is no WebGL 2, or it does not render to 32-bit floats */
  constructor() {
    const { canvas, gl } = surfaceOrThrow();
    this.#gl = gl;
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.#loss.abort();
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
    this.#gpgpu = new WatchedContext(gl, this.lost);
    this.#device = new MathBackendWebGL(this.#gpgpu);
    this.renderer = rendererOf(gl);
    this.maxTexture = env().getNumber("WEBGL_MAX_TEXTURE_SIZE");
  }

  /** Aborts when the context is lost. */
  get lost(): AbortSignal {
    return this.#loss.signal;
  }

  isLost(): boolean {
    return this.lost.aborted || this.#gl.isContextLost();
  }

  /** Textures, those that wait to be used again included. */
  get bytes(): number {
    return this.#device.getTextureManager().numBytesAllocated;
  }

  /** Each user calls `close` once. */
  open(): MathBackendWebGL {
    this.#users++;
    return this.#device;
  }

  close(): void {
    this.#users--;
    if (this.#users === 0 && !this.isLost() && this.isWorn()) this.#renew();
  }

  /** The context is lost from now on, and its memory given back. */
  giveUp(): void {
    this.#loss.abort();
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  /** Whether much of what it keeps may be of no use any more. What one of several users keeps is not told apart. */
  isWorn(): boolean {
    const spare = this.#device.getTextureManager().numBytesFree > MOST_SPARE_BYTES;
    return this.#users <= 1 && (spare || this.#gpgpu.programs > MOST_PROGRAMS);
  }

  /** Gives back textures and programs by a new start on the same context. */
  #renew(): void {
    this.#device.dispose();
    this.#gpgpu.programs = 0;
    this.#device = new MathBackendWebGL(this.#gpgpu);
  }
}

function surfaceOrThrow(): WebglSurface {
  const surface = makeWebglSurface();
  if (surface !== null) return surface;
  throw new Error("This browser offers no WebGL 2 here. Choose another engine, or switch graphics acceleration on.");
}
