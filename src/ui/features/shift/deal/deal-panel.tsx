/** To be written. */
export function DealPanel() {
  return <p>Deal again</p>;
}
