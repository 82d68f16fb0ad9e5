import { leafHash, RunningRoot } from '#libs/transparency';
import type { Head } from '../expectations.js';
import { leafOf, type LogLine } from '../log/log-line.js';

/** The heads that a log had at some sizes. */
export function headsAt(lines: readonly LogLine[], sizes: readonly number[], origin?: string): Head[] {
  const running = new RunningRoot();
  const heads: Head[] = [];
  for (const line of lines) {
    running.add(leafHash(Buffer.from(leafOf(line))));
    if (sizes.includes(Number(running.size)))
      heads.push({ size: running.size, root: running.root(), ...(origin === undefined ? {} : { origin }) });
  }
  return heads;
}
