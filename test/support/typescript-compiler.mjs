import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { version } = JSON.parse(readFileSync(new URL('../../node_modules/@swc/core/package.json', import.meta.url), 'utf8'));
/** Compiled sources by the hash of what they were compiled from: a suite that starts a hundred processes compiles once. */
const cache = path.join(tmpdir(), `parkledger-swc-${version}-${process.getuid?.() ?? 'user'}`);

/** JavaScript of a TypeScript file, as jest would make it; without a check of types. */
export async function compiled(filename) {
  const source = await readFile(filename, 'utf8');
  const options = {
    filename,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: false,
  };
  const hash = createHash('sha256')
    .update(JSON.stringify([options, source]))
    .digest('hex');
  const kept = path.join(cache, `${hash}.js`);
  if (existsSync(kept)) return readFile(kept, 'utf8');
  const { transform } = await import('@swc/core');
  const { code } = await transform(source, options);
  await mkdir(cache, { recursive: true, mode: 0o700 });
  // Written beside and renamed: processes are killed here, and others read.
  const unfinished = `${kept}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, kept);
  return code;
}
