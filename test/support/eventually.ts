import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 20;

/** Looks again and again for what another process brings about. @throws after a minute, with what was awaited */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const from = performance.now(); performance.now() - from < PATIENCE_MS;) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(PAUSE_MS);
  }
  throw new Error(`waited in vain for ${what}`);
}
