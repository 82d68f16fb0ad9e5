import { usccCheckCharacter } from '#libs/kernel';

/** The nth valid 统一社会信用代码 of a suite. */
export function usccOf(n: number): string {
  const first17 = `91341500${String(n).padStart(9, '0')}`;
  return first17 + (usccCheckCharacter(first17) as string);
}
