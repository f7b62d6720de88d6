/** Not built yet. */
export function CurvesPanel() {
  return <p>…</p>;
}
