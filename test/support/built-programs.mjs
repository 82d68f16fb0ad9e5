import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compiled } from './typescript-compiler.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = path.join(root, 'node_modules', '.cache', 'parkledger-programs');

/** Nest asks for packages that nobody here has; the others carry files beside their code, or must be there before the first class. */
const external = [
  '@fastify/static',
  '@nestjs/websockets',
  '@nestjs/microservices',
  'class-transformer/storage',
  'libsql',
  'reflect-metadata',
  'swagger-ui-dist',
];
/** What CommonJS packages take for granted. */
const banner = [
  "import 'reflect-metadata';",
  "import { createRequire as requireOf } from 'node:module';",
  'const require = requireOf(import.meta.url);',
  'const { dirname: __dirname, filename: __filename } = import.meta;',
].join('\n');

/** Threads that a program starts from a file beside its own: such a thread is a program too. */
const threads = { 'libs/spreadsheets/reader/workbook-worker.ts': /new URL\(['"]\.\/workbook-worker\.js['"], import\.meta\.url\)/ };

const sourcesInto = (folder) => ({
  name: 'sources',
  setup(building) {
    building.onResolve({ filter: /^#libs\// }, ({ path: name }) => ({
      path: path.join(root, 'libs', name.slice('#libs/'.length), 'index.ts'),
    }));
    building.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      let code = await compiled(file);
      for (const [source, address] of Object.entries(threads))
        if (address.test(code)) code = code.replace(address, `new URL(${JSON.stringify(pathToFileURL(await built(source, folder)).href)})`);
      // A file that looks for others beside itself looks where its source is.
      return { contents: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), loader: 'js' };
    });
  },
});

/** Before jest's first suite: where programs of the sources as they are now are kept once one of them is started. */
export default async function prepareFolder() {
  const folder = path.join(cache, digestOfSources());
  if (!existsSync(folder)) await rm(cache, { recursive: true, force: true });
  process.env.PARKLEDGER_BUILT_PROGRAMS = folder;
}

/**
 * A program of the house (its source), bundled into one file in a folder: a process that must find and compile two thousand modules spends three seconds of processor time on
 * that, one that reads a single file a fifth of it, and suites start hundreds. What is there already is taken.
 */
export async function built(source, folder) {
  const outfile = path.join(folder, source.replace(/\.ts$/, '.mjs'));
  if (existsSync(outfile)) return outfile;
  const { build } = await import('esbuild');
  // Beside it and renamed: another process may be building the same one.
  const unfinished = `${outfile}.${process.pid}.mjs`;
  await build({
    entryPoints: [path.join(root, source)],
    outfile: unfinished,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    keepNames: true,
    external,
    banner: { js: banner },
    plugins: [sourcesInto(folder)],
    logLevel: 'error',
  });
  await rename(unfinished, outfile);
  return outfile;
}

function digestOfSources() {
  const digest = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  digest.update(readFileSync(path.join(root, 'package-lock.json')));
  for (const top of ['apps', 'libs', 'test']) {
    const files = readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
    );
    for (const file of files.sort()) digest.update(`\0${top}/${file}\0`).update(readFileSync(path.join(root, top, file)));
  }
  return digest.digest('hex').slice(0, 32);
}
