/** Vite gives the address of a compiled kernel; never inlined, so that no `data:` address has to be allowed. */
declare module "*.wasm?url&no-inline" {
  const url: string;
  export default url;
}
