/** To be written. */
export function InjectPanel() {
  return <p>Inject</p>;
}
