/** Not built yet. */
export function FiguresPanel() {
  return <p>…</p>;
}
