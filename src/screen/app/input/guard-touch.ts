/** A panel is not a browser: no menu, no zoom, no selection, no dragging; and a finger leaves no focus ring behind. */
export function guardTouch(): void {
  for (const type of ['contextmenu', 'selectstart', 'dragstart', 'gesturestart', 'dblclick']) {
    document.addEventListener(type, (event) => event.preventDefault());
  }
  document.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { passive: false });
  document.addEventListener('touchmove', (event) => event.touches.length > 1 && event.preventDefault(), {
    passive: false,
  });
  document.addEventListener('pointerdown', () => delete document.documentElement.dataset['input']);
  // The focus stays on the expected action, so that 确认 on the keypad still means it.
  document.addEventListener('mousedown', (event) => event.preventDefault());
}
