/** What is wrong with the layout of the page on show (ui.md §8); every finding is one line. */

/** Distance between targets (ui.md §5), less half a pixel of rounding. */
const LEAST_GAP = 9.5;
/** On a tall panel nothing is touched above this line (ui.md §2). */
const HIGHEST_TOUCH = 640;
/** The services in the header repeat what help has in full size (ui.md §2). */
const LEAST_IN_HEADER = 56;

export function layoutFaults(): string[] {
  // A question lies over its page: then only the question counts.
  const question = document.querySelector<HTMLElement>('.question');
  const root = question ?? document.querySelector<HTMLElement>('.kiosk');
  if (root === null) return ['no page'];
  const targets = [...root.querySelectorAll<HTMLElement>('button')].filter(isSeen);
  return [
    ...textsIn(root).flatMap(textFaults),
    ...targets.flatMap(targetFaults),
    ...targets.flatMap((target, index) =>
      targets.slice(index + 1).flatMap((other) => gapFaults(target, other)),
    ),
    ...pageFaults(root),
    ...(root === question || root.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
  ];
}

function isSeen(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}

function nameOf(element: Element): string {
  const names = element.getAttribute('class');
  return `${element.tagName.toLowerCase()}${names === null ? '' : `.${names}`}`;
}

/** A length of the tokens in pixels. */
function lengthOf(token: string): number {
  const probe = document.createElement('div');
  probe.style.position = 'absolute';
  probe.style.width = `var(${token})`;
  document.body.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width;
}

/** Pictures have text of their own; it carries nothing that is not said beside them. */
function textsIn(root: HTMLElement): Text[] {
  const found: Text[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && node.data.trim() !== '' && node.parentElement?.closest('svg') === null)
      found.push(node);
  }
  return found;
}

function textFaults(text: Text): string[] {
  const parent = text.parentElement;
  if (parent === null) return [];
  const range = document.createRange();
  range.selectNodeContents(text);
  const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  if (rects.length === 0) return [];
  const said = text.data.trim();
  const size = Number.parseFloat(getComputedStyle(parent).fontSize);
  const floor = lengthOf('--t-s');
  const tooSmall = size < floor - 0.5 ? [`text of ${size} px, floor ${floor}: ${said}`] : [];
  const wrong = rects.map((rect) => placeFault(parent, rect, size)).find((fault) => fault !== undefined);
  return wrong === undefined ? tooSmall : [...tooSmall, `text ${wrong}: ${said}`];
}

function placeFault(parent: HTMLElement, rect: DOMRect, size: number): string | undefined {
  // The letters, not the line: a tight line box is lower than its font.
  const middle = (rect.top + rect.bottom) / 2;
  const letters = new DOMRect(rect.left, middle - size * 0.45, rect.width, size * 0.9);
  for (let box: Element | null = parent; box !== null; box = box.parentElement) {
    const { display } = getComputedStyle(box);
    if (display === 'inline' || display === 'contents') continue;
    if (leaves(letters, box.getBoundingClientRect())) return `leaves ${nameOf(box)}`;
  }
  // What lets clicks through lies over everything and is not found by a point.
  if (getComputedStyle(parent).pointerEvents === 'none') return undefined;
  const top = document.elementFromPoint(rect.left + rect.width / 2, middle);
  if (top === null || parent.contains(top) || top.contains(parent)) return undefined;
  return `lies under ${nameOf(top)}`;
}

function leaves(inner: DOMRect, outer: DOMRect): boolean {
  return (
    inner.left < outer.left - 2 ||
    inner.right > outer.right + 2 ||
    inner.top < outer.top - 2 ||
    inner.bottom > outer.bottom + 2
  );
}

function targetFaults(target: HTMLElement): string[] {
  const { width, height, top } = target.getBoundingClientRect();
  const tall = innerHeight > innerWidth;
  const least = target.closest('.in-header') === null ? lengthOf('--touch') : LEAST_IN_HEADER;
  const said = target.textContent;
  return [
    ...(Math.min(width, height) < least - 0.5
      ? [`target of ${Math.round(width)}×${Math.round(height)} px, least ${least}: ${said}`]
      : []),
    ...(tall && top < HIGHEST_TOUCH ? [`target at y ${Math.round(top)}: ${said}`] : []),
  ];
}

/** The two languages are one switch with two halves. */
function gapFaults(target: HTMLElement, other: HTMLElement): string[] {
  const languages = target.closest('.languages');
  if (languages !== null && languages === other.closest('.languages')) return [];
  const a = target.getBoundingClientRect();
  const b = other.getBoundingClientRect();
  const across = Math.max(a.left - b.right, b.left - a.right);
  const down = Math.max(a.top - b.bottom, b.top - a.bottom);
  return Math.max(across, down) < LEAST_GAP
    ? [`targets too near: ${target.textContent} and ${other.textContent}`]
    : [];
}

function pageFaults(root: HTMLElement): string[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const scrolls = scrollWidth > innerWidth || scrollHeight > innerHeight ? ['the page scrolls'] : [];
  const parts = [...root.querySelectorAll<HTMLElement>('main, .screen, .tile, .head, .tray')];
  const overflows = parts
    .map(
      (part) => [part, part.scrollWidth - part.clientWidth, part.scrollHeight - part.clientHeight] as const,
    )
    .filter(([, across, down]) => across > 1 || down > 1)
    .map(([part, across, down]) => `${nameOf(part)} overflows by ${across} × ${down} px`);
  return [...scrolls, ...overflows];
}
