/** Not built yet. */
export function MomentBar() {
  return <p>…</p>;
}
