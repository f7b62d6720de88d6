/** Not built yet. */
export function InsidePanel() {
  return <p>…</p>;
}
