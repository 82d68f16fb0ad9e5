import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deleteDerived, derivedFolders, loadCity, logOf, openCity, readsOf, settled } from './city.js';

interface Outcome {
  readonly log: readonly string[];
  readonly reads: Readonly<Record<string, unknown>>;
}

/** Two moments of one city: 2023 was reopened and published again, and the closing of 2022 is blocked, or has been abandoned, begun again and done. */
describe.each([['blocked'], ['done']] as const)('The files that a node derives from the log, with a closing %s', (closing) => {
  let folder: string;
  let before: Outcome;

  const start = async (): Promise<Outcome> => {
    const city = await openCity(folder);
    try {
      await settled(city);
      return { reads: await readsOf(city), log: await logOf(folder) };
    } finally {
      await city.stop();
    }
  };
  const expectUnchanged = async (): Promise<void> => {
    const { log, reads } = await start();
    expect(log).toHaveLength(before.log.length);
    expect(log).toEqual(before.log);
    expect(reads).toEqual(before.reads);
  };
  const filesOf = (name: string): string[] =>
    readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-derived-'));
    await loadCity(folder, { until: closing });
    before = await start();
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([...derivedFolders, 'all of them'])(
    '%s deleted: all reads as before, no event more',
    async (name) => {
      deleteDerived(folder, name === 'all of them' ? derivedFolders : [name]);
      await expectUnchanged();
    },
    30_000,
  );

  const damaged = closing === 'blocked' ? 'overwritten' : 'cut short';
  it.each(derivedFolders)(
    `%s ${damaged}: made anew`,
    async (name) => {
      const files = filesOf(name);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const content = readFileSync(file);
        writeFileSync(file, damaged === 'cut short' ? content.subarray(0, content.length / 2) : 'this is no derived file\n'.repeat(400));
      }
      await expectUnchanged();
    },
    30_000,
  );
});
