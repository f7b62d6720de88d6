/** Not built yet. */
export function ThresholdBar() {
  return <p>…</p>;
}
