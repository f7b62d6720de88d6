/** To be written. */
export function ApartPanel() {
  return <p>Telling them apart</p>;
}
