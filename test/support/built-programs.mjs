import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compiled } from './typescript-compiler.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = path.join(root, 'node_modules', '.cache', 'parkledger-programs');

/** What suites start often, in processes of their own. */
const programs = [
  'apps/api/main.ts',
  'apps/operator/ledger-copy.ts',
  'libs/event-store/testing/loopback-server.testing.ts',
  'test/faults/load-city.testing.ts',
];

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

const sources = {
  name: 'sources',
  setup(building) {
    building.onResolve({ filter: /^#libs\// }, ({ path: name }) => ({
      path: path.join(root, 'libs', name.slice('#libs/'.length), 'index.ts'),
    }));
    building.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const code = await compiled(file);
      // A file that looks for others beside itself looks where its source is.
      return { contents: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), loader: 'js' };
    });
  },
};

/**
 * Bundles each of these programs into one file, for jest before its first suite: a process that must find and compile two thousand modules spends three seconds of processor time
 * on that, one that reads a single file a fifth of it, and suites start hundreds. What was built from the same sources is taken again.
 */
export default async function buildPrograms() {
  const folder = path.join(cache, digestOfSources());
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    await rm(cache, { recursive: true, force: true });
    await build({
      entryPoints: programs.map((file) => path.join(root, file)),
      outdir: unfinished,
      outbase: root,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      keepNames: true,
      external,
      banner: { js: banner },
      outExtension: { '.js': '.mjs' },
      plugins: [sources],
      logLevel: 'error',
    });
    await rename(unfinished, folder);
  }
  process.env.PARKLEDGER_BUILT_PROGRAMS = folder;
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
