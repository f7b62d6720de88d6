/** To be written. */
export function CostPanel() {
  return <p>What it cost</p>;
}
