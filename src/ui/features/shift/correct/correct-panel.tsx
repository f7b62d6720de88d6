/** To be written. */
export function CorrectPanel() {
  return <p>Correct</p>;
}
