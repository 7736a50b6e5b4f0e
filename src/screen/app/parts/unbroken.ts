/** No line ends between a figure and its unit: 100 元, 40 s. */
export function unbroken(text: string): string {
  return text.replaceAll(/(?<=\d) (?=元|秒|s\b)/gu, '\u00A0');
}
