/** Not built yet. */
export function ErrorsPanel() {
  return <p>…</p>;
}
