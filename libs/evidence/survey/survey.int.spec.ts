import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvidenceFolder, type FileKeys, type LoggedEvent, surveyFolder } from '#libs/evidence';

const now = new Date('2026-03-11T12:00:00Z');
const clerk = { account: 'tax-1', department: 'tax', mediaType: 'text/csv' } as const;

/** Keys that can be lost. */
class Keys implements FileKeys {
  readonly known = new Map<string, string>();
  readonly gone = new Set<string>();
  find = (hash: string): string | undefined => this.known.get(hash);
  isErased = (hash: string): boolean => this.gone.has(hash);
  obtain(hash: string): string | undefined {
    if (!this.gone.has(hash)) this.known.set(hash, hash);
    return this.known.get(hash);
  }
  destroy(hash: string): void {
    this.gone.add(hash);
    this.known.delete(hash);
  }
}

describe('Delivered files, held against the log', () => {
  let folder: string;
  let keys: Keys;
  let store: EvidenceFolder;
  let log: LoggedEvent[];
  const put = async (name: string): Promise<string> => (await store.put(Buffer.from(name), { ...clerk, name })).hash;
  const refer = (hash: string): number => log.push(event('FactSubmitted', { documents: [{ hash, title: '申报表' }] }));
  const event = (type: string, data: object): LoggedEvent => ({ stream: 'dossier-P1-2023', type, data: JSON.stringify(data) });
  const survey = (contents = true) =>
    surveyFolder(
      store,
      (async function* () {
        yield log;
      })(),
      { contents, now },
    );
  const lying = async (hash: string): Promise<string> => {
    const own = join(folder, hash.slice(0, 2), hash);
    return join(own, (await readdir(own)).find((name) => name === 'sealed') as string);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    keys = new Keys();
    store = await EvidenceFolder.open(folder, { keys });
    log = [event('LedgerOpened', {})];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are in order where each that is used is there, and what is not used is told with its age and who delivered it', async () => {
    const used = await put('used.csv');
    const orphan = await put('never used.csv');
    refer(used);
    refer(used);
    await utimes(await lying(orphan), now, new Date('2026-03-01T00:00:00Z'));
    await writeFile(join(folder, 'incoming', 'broken-off'), 'half');
    await utimes(join(folder, 'incoming', 'broken-off'), now, new Date('2026-03-09T00:00:00Z'));
    expect(await survey()).toMatchObject({
      ok: true,
      index: 2,
      files: 2,
      referred: 1,
      orphans: [{ hash: orphan, days: 10, deliveries: [{ ...clerk, name: 'never used.csv' }] }],
      unfinished: [{ name: 'broken-off', bytes: 4, days: 2 }],
      missing: [],
      changed: [],
    });
  });

  it('are found to be missing, changed or locked, with the first event that refers to them', async () => {
    const [missing, changed, locked] = [await put('missing'), await put('changed'), await put('locked')];
    for (const hash of [missing, changed, locked, changed]) refer(hash);
    await rm(join(folder, missing.slice(0, 2)), { recursive: true });
    await writeFile(await lying(changed), 'something else');
    keys.known.delete(locked);
    const at = (hash: string, index: number) => ({ hash, reference: { index, stream: 'dossier-P1-2023', type: 'FactSubmitted' } });
    expect(await survey()).toMatchObject({
      ok: false,
      missing: [at(missing, 1)],
      changed: [at(changed, 2)],
      keyMissing: [at(locked, 3)],
      orphans: [],
    });
    // Without reading, only what is not there is found.
    expect(await survey(false)).toMatchObject({ ok: false, missing: [at(missing, 1)], changed: [], keyMissing: [] });
  });

  it('are not missed once an event tells of their erasure, and are told where something of them still lies there', async () => {
    const [erased, remaining] = [await put('erased'), await put('remaining')];
    for (const hash of [erased, remaining]) refer(hash);
    await store.erase(erased);
    for (const hash of [erased, remaining]) log.push(event('EvidenceErased', { hash }));
    expect(await survey()).toMatchObject({ ok: false, referred: 0, erased: 2, missing: [], notYetErased: [{ hash: remaining }] });
    await store.erase(remaining);
    expect(await survey()).toMatchObject({ ok: true, files: 0, notYetErased: [], orphans: [] });
  });
});
