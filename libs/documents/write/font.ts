import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The one typeface of printed documents. Whole, not a subset: nobody knows which characters the next enterprise's name has. */
export const FONT = 'NotoSansSC';

/** Where the font lies: beside this room's source. This file is libs/documents/write/ or dist/libs/documents/write/; the compiler copies no fonts. */
export function fontFile(): string {
  const up = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
  const root = basename(up) === 'dist' ? dirname(up) : up;
  return join(root, 'libs/documents/fonts/NotoSansSC-Regular.ttf');
}
