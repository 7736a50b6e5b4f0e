/** Work goes on; how far it is nobody knows, so no percentage (ui.md §6 "Writing"). */
export function Bar() {
  return <i class="bar" />;
}
