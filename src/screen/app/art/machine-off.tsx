/** A terminal that is not to be used. */
export function MachineOff() {
  return (
    <svg class="machine-off" viewBox="40 10 250 300" aria-hidden="true">
      <rect x="60" y="24" width="200" height="272" rx="26" />
      <path d="M100 70h120v90H100zM112 220h96M112 250h56" />
      <circle class="badge" cx="242" cy="250" r="46" />
      <path class="sign" d="M242 226v28M242 274v1" />
    </svg>
  );
}
