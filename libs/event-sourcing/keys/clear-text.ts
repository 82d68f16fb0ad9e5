/** What tells of a person without fail where it stands in clear. Names can't be told from other words: that people are account ids is for schemas and decisions. */
export type PersonalNumber = 'idCard' | 'mobile';

export const personalNumberNames: Readonly<Record<PersonalNumber, string>> = { idCard: '居民身份证号码', mobile: '手机号码' };

/** A citizen's number (GB 11643): region, day of birth, sequence, check character. Codes of enterprises begin with 9, so that none is taken for one. */
const ID_CARD = /(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/g;
const MOBILE = /(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z])/;
/** Fields in which people write sentences. A certificate's number may well look like a telephone's. */
const PROSE = /"(?:reason|text|answer|findings|decided|ground|note|what|title)":("(?:[^"\\]|\\.)*")/g;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The first such number in an event's canonical JSON; undefined where there is none. Personal fields are ciphertext and hold none. */
export function personalNumberIn(canonical: string): PersonalNumber | undefined {
  if ([...canonical.matchAll(ID_CARD)].some(([number]) => hasRightCheck(number))) return 'idCard';
  return [...canonical.matchAll(PROSE)].some(([, text]) => MOBILE.test(text ?? '')) ? 'mobile' : undefined;
}

function hasRightCheck(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(number.charAt(i), 10), 0);
  return CHECKS.charAt(sum % 11) === number.charAt(17).toUpperCase();
}
