/** What this browser's WebGL can do, found out without loading tfjs. */
export interface WebglFacts {
  /** The unmasked renderer. */
  readonly renderer: string;
  /** Drawn by the processor, not by a GPU. */
  readonly software: boolean;
  /** Renders to 32-bit floats; otherwise weights would be kept in 16 bits. */
  readonly float32: boolean;
}

export interface WebglSurface {
  readonly canvas: OffscreenCanvas;
  readonly gl: WebGL2RenderingContext;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render/i;

export function isSoftwareRenderer(renderer: string): boolean {
  return SOFTWARE.test(renderer);
}

/** A context of our own, so that its loss is heard; software renderers are let in. Null where there is none. */
export function makeWebglSurface(): WebglSurface | null {
  if (typeof OffscreenCanvas === "undefined") return null;
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    premultipliedAlpha: false,
    depth: false,
    stencil: false,
    failIfMajorPerformanceCaveat: false,
  });
  return gl === null ? null : { canvas, gl };
}

/** The unmasked renderer where the browser tells it, else the masked one. */
export function rendererOf(gl: WebGL2RenderingContext): string {
  const unmasked = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(unmasked === null ? gl.RENDERER : unmasked.UNMASKED_RENDERER_WEBGL));
}

/** Null where there is no WebGL 2. The context made for it is given back. */
export function probeWebgl(): WebglFacts | null {
  const gl = makeWebglSurface()?.gl;
  if (gl === undefined) return null;
  const renderer = rendererOf(gl);
  const facts = { renderer, software: isSoftwareRenderer(renderer), float32: rendersFloat32(gl) };
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return facts;
}

function rendersFloat32(gl: WebGL2RenderingContext): boolean {
  if (gl.getExtension("EXT_color_buffer_float") === null) return false;
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, 1, 1, 0, gl.RGBA, gl.FLOAT, null);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
}
