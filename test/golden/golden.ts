import { runHttp } from './http.js';
import { runPure } from './pure.js';
import { callersPath, runFile, type Runner } from './run-files.js';

/** `npm run golden -- FILE… `: one line a case, `NAME: same`, or each difference; exit code 1 if there is any, 2 for a wrong call. */

const modes: Readonly<Record<string, Runner>> = { pure: runPure, http: runHttp };

const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const files = words.filter((word) => !word.startsWith('--'));
const mode = options[0]?.slice(2) ?? 'pure';
const runner = modes[mode];

if (runner === undefined || options.length > 1 || files.length === 0) {
  console.error(
    `usage: npm run golden -- FILE… ${Object.keys(modes)
      .filter((each) => each !== 'pure')
      .map((each) => `[--${each}]`)
      .join(' ')}`,
  );
  process.exitCode = 2;
} else {
  for (const file of files) {
    const { same, lines } = await runFile(callersPath(file), runner);
    for (const line of lines) console.log(line);
    if (!same) process.exitCode = 1;
  }
}
