import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../files/files.js';

/** Reads the seeds of the sample city from their folder, by path below it. */
export function readSampleSeeds(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name))]));
}
