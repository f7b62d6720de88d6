/** To be written. */
export function ChangedPanel() {
  return <p>What changed</p>;
}
