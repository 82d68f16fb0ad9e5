import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Written after a build without errors: what stands in dist/ is whole. */
const stamp = path.join(root, 'dist', '.built');

/** Compiles apps, libs and test to dist/ unless dist/ is newer than every source. Exits with the compiler's code where it fails. */
export function build() {
  if (existsSync(stamp) && newestSource() < statSync(stamp).mtimeMs) return;
  process.stderr.write('编译中… building…\n');
  rmSync(stamp, { force: true });
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, '');
}

function newestSource() {
  let newest = Math.max(statSync(path.join(root, 'tsconfig.build.json')).mtimeMs, statSync(path.join(root, 'package.json')).mtimeMs);
  for (const folder of ['apps', 'libs', 'test']) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith('.ts'))
        newest = Math.max(newest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return newest;
}
