/**
 * The page's content security policy: the one definition that the server's header and the built page's meta tag share.
 * Nothing may be fetched from, or sent to, another origin. Styles may be inline because Mantine sets custom
 * properties in `style` elements; scripts may not, and may compile WebAssembly only.
 */
const DIRECTIVES = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** @param {Record<string, string>} directives */
function join(directives) {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** The policy for `<meta http-equiv>`, where browsers ignore `frame-ancestors`. */
export const META_POLICY = join(DIRECTIVES);

/** The policy for the response header. */
export const HEADER_POLICY = join({ ...DIRECTIVES, "frame-ancestors": "'none'" });

/** Every response carries these. */
export const SECURITY_HEADERS = {
  "Content-Security-Policy": HEADER_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * A Vite plugin that writes the policy into the built page. Build only: the development server injects inline
 * scripts and opens a socket, which the policy forbids.
 */
export function cspMeta() {
  return {
    name: "triptych-csp-meta",
    apply: /** @type {const} */ ("build"),
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY },
        injectTo: /** @type {const} */ ("head-prepend"),
      },
    ],
  };
}
