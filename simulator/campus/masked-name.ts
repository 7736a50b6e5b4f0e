/** Names leave the server masked: the surname stays so that holders recognise themselves (domain.md §11.2). */

/** Two-character surnames (复姓) that are common enough to meet on a campus. */
const LONG_SURNAMES = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '端木',
]);

/** 张小样 → 张**, 欧阳测试 → 欧阳**, Test Person → Test **. */
export function maskedName(name: string): string {
  const [first, ...rest] = name.trim().split(/\s+/u);
  if (rest.length > 0) return `${first} **`;
  const letters = Array.from(name.trim());
  const two = letters.slice(0, 2).join('');
  const surname = letters.length > 2 && LONG_SURNAMES.has(two) ? two : (letters[0] ?? '');
  return `${surname}**`;
}
