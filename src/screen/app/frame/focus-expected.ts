/** First focus of a page: the question that lies over it, else the expected action, else the first there is (ui.md §6). */
const EXPECTED = [
  '.question .button',
  'main .button.primary:enabled',
  'main .tile:enabled',
  'main .button:enabled',
  '.help:enabled',
];

export function focusExpected(): void {
  const found = EXPECTED.map((selector) => document.querySelector<HTMLElement>(selector)).find(
    (element) => element !== null && element.offsetParent !== null,
  );
  if (found === undefined || found === null) {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return;
  }
  found.focus({ preventScroll: true });
}
