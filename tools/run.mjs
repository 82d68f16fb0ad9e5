// Builds if needed, then runs an entry of dist/ with the remaining arguments: node tools/run.mjs test/golden/golden.js FILE…
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';

const [entry] = process.argv.splice(2, 1);
if (!entry) {
  console.error('usage: node tools/run.mjs ENTRY [ARG…]');
  process.exit(2);
}
build();
await import(pathToFileURL(path.join(root, 'dist', entry)).href);
