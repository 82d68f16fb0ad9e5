/**
 * What headers and sheets' names are compared by: full-width forms as their plain ones, without blanks, marks of must-be-filled and what stands in brackets (units, remarks).
 */
export function headerKey(text: string): string {
  return nameKey(text.normalize('NFKC').replace(/\([^()]*\)/g, ''));
}

/** What names and words are compared by: full-width forms as their plain ones, without blanks and marks. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s*:]/g, '')
    .toLowerCase();
}

const units = ['元', '千元', '万元', '百万元', '亿元', '亩', '公顷', '平方米', 'm2', '平方公里', '%', '‰', '户', '家', '个', '分'];

/** The unit in brackets behind a header, as it is written there; undefined where there is none. */
export function unitOf(header: string): string | undefined {
  const inBrackets = [...header.normalize('NFKC').matchAll(/\(([^()]*)\)/g)].map((match) => (match[1] ?? '').replace(/\s|单位:?/g, ''));
  return inBrackets.find((text) => units.includes(text));
}
