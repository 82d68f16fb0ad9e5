import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseScheme } from '#libs/scheme';
import { generateSampleCity } from './generate.js';

/** `npm run sample:generate`: writes seeds/sample-city/ anew and removes what is not part of it. */
const folder = path.resolve('seeds', 'sample-city');
const scheme = parseScheme(readFileSync(path.resolve('seeds', 'schemes', 'luan-2023.yaml'), 'utf8'));
const files = await generateSampleCity(scheme);
mkdirSync(folder, { recursive: true });
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isFile() && !files.has(path.relative(folder, file).split(path.sep).join('/')) && entry.name !== 'README.md') rmSync(file);
}
let bytes = 0;
for (const [name, content] of files) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  bytes += content.length;
}
console.log(`${files.size} files, ${bytes} bytes → ${path.relative(process.cwd(), folder)}`);
