// Bundles the auditor's program into one file that runs on plain Node: npm run build:auditor → dist/parkledger-audit.mjs
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
export const auditorFile = path.join(root, 'dist', 'parkledger-audit.mjs');

/** CommonJS packages ask for Node's own modules by require. */
const banner = [
  '#!/usr/bin/env node',
  "import { createRequire as requireOf } from 'node:module';",
  'const require = requireOf(import.meta.url);',
].join('\n');

/** What must never get into a program that an auditor runs on her own machine: frameworks, drivers, servers. */
const banned = /node_modules\/(@nestjs|@eventstore|@grpc|libsql|@libsql|express|rxjs|pino|prom-client|@opentelemetry)\/|\.node$/;
/** What of Node it may use: no network, no other process. */
const ofNode = new Set([
  'module',
  'crypto',
  'diagnostics_channel',
  'fs',
  'fs/promises',
  'path',
  'process',
  'stream',
  'util',
  'zlib',
  'events',
  'buffer',
  'timers',
  'timers/promises',
]);

/** @returns the file, its bytes, and what went into it @throws where something got in that must not */
export async function buildAuditor(outfile = auditorFile) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['apps/auditor/main.ts'],
    outfile,
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    keepNames: true,
    legalComments: 'eof',
    banner: { js: banner },
    define: { PARKLEDGER_VERSION: JSON.stringify(version) },
    logLevel: 'error',
  });
  const inputs = Object.keys(metafile.inputs);
  const [output] = Object.values(metafile.outputs);
  const nodes = [...new Set(output.imports.filter(({ external }) => external).map(({ path: name }) => name.replace(/^node:/, '')))].sort();
  const wrong = [...inputs.filter((name) => banned.test(name)), ...nodes.filter((name) => !ofNode.has(name))];
  if (wrong.length > 0) throw new Error(`must not be in the auditor's program: ${wrong.join(', ')}`);
  return { file: outfile, bytes: output.bytes, inputs, nodes };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { file, bytes } = await buildAuditor();
  console.log(`${path.relative(root, file)}: ${Math.round(bytes / 1024)} KiB`);
}
