import { transparencyErrors } from '../errors.js';
import { hasControlCharacter } from '../text/text.js';

/** The rule for key names (C2SP signed-note): not empty, no Unicode space, no `+`. Names stand in a note, so no control character either. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[+\p{White_Space}]/u.test(name) && !hasControlCharacter(name);
}

/** @throws `transparency.badKeyName` */
export function checkKeyName(name: string): void {
  if (!isKeyName(name)) throw transparencyErrors.error('transparency.badKeyName');
}
