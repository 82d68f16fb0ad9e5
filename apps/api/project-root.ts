import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: this file is apps/api/ or dist/apps/api/. */
export function projectRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const up = path.resolve(here, '../..');
  return path.basename(up) === 'dist' ? path.dirname(up) : up;
}
