/** Three panels, one a split. */
export function Brand() {
  return (
    <svg width="24" height="22" viewBox="0 0 24 22" aria-hidden focusable="false">
      <rect x="1" y="3" width="6" height="16" rx="2" fill="var(--train)" />
      <rect x="9" y="1" width="6" height="20" rx="2" fill="var(--validation)" />
      <rect x="17" y="3" width="6" height="16" rx="2" fill="var(--test)" />
    </svg>
  );
}
