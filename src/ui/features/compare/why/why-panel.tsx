/** Not built yet. */
export function WhyPanel() {
  return <p>…</p>;
}
