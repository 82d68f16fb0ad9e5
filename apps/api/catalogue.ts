import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generatedPages } from './catalogue/pages.js';
import { projectRoot } from './project-root.js';

/** Writes the generated pages of docs/, or with --check says which of them the code has left behind. */
async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check');
  const unknown = args.find((arg) => arg !== '--check');
  if (unknown !== undefined) {
    console.error(`unknown argument ${unknown}; usage: npm run catalogue [-- --check]`);
    return 2;
  }
  let outdated = 0;
  for (const [name, text] of Object.entries(await generatedPages())) {
    const file = path.join(projectRoot(), name);
    const present = await readFile(file, 'utf8').catch(() => undefined);
    if (present === text) continue;
    if (check) {
      outdated++;
      console.error(`${name} ${present === undefined ? 'is missing' : 'differs from the code'}: run \`npm run catalogue\` and commit it`);
    } else {
      await writeFile(file, text);
      console.log(`${name} written`);
    }
  }
  return outdated === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
