import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
const root = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('node_modules/@swc/core/package.json', root), 'utf8'));
/** Compiled sources by the hash of what they were compiled from: a suite that starts a hundred processes compiles once. */
const cache = path.join(tmpdir(), `parkledger-swc-${version}-${process.getuid?.() ?? 'user'}`);

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('#libs/')) return { url: new URL(`libs/${specifier.slice(6)}/index.ts`, root).href, shortCircuit: true };
  if (/^\.{1,2}\//.test(specifier) && specifier.endsWith('.js') && context.parentURL) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith(root.href) || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const source = await compiled(filename, await readFile(pathToFileURL(filename), 'utf8'));
  return { format: 'module', source, shortCircuit: true };
}

async function compiled(filename, source) {
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
