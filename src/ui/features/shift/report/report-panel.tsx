/** To be written. */
export function ReportPanel() {
  return <p>Report</p>;
}
