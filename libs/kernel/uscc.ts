const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * The check character of a 统一社会信用代码 (GB 32100-2015): C18 = 31 − (Σ Ci·Wi mod 31), Wi = 3^(i−1) mod 31; 31 is written `0`.
 * Returns undefined where the first 17 characters are not of the alphabet.
 */
export function usccCheckCharacter(first17: string): string | undefined {
  if (first17.length !== 17) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** Whether the text is a 统一社会信用代码 with the right check character. */
export function isUscc(text: string): boolean {
  return text.length === 18 && usccCheckCharacter(text.slice(0, 17)) === text[17];
}

/** Codes that begin with 92 belong to natural persons (个体工商户): their names are personal. */
export function isNaturalPersonCode(uscc: string): boolean {
  return uscc.startsWith('92');
}
