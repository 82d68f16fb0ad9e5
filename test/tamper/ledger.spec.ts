import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadLedgerKeys } from '#libs/event-sourcing';
import { openReadModels } from '#libs/event-sourcing/sqlite';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { EvidenceFolder } from '#libs/evidence';
import { SIGNED_FOLDER, TREE_FILE } from '#libs/sealing';
import { openDatabase } from '#libs/sqlite';
import { ed25519Signer, formatNote, parseNote, SigningKey, signatureOf, signNote } from '#libs/transparency';
import { streamKinds } from '#libs/verification';
import { type LogTampering, logTamperings } from '#libs/verification/testing';
import { allEvents, allProjections, eventTables } from '../../apps/api/composition.js';
import { fsck } from '../../apps/operator/fsck/check.js';
import { reportInWords } from '../../apps/operator/fsck/in-words.js';
import { parseFsckOptions } from '../../apps/operator/fsck/options.js';
import { runFsck } from '../../apps/operator/fsck/program.js';
import type { FsckReport } from '../../apps/operator/fsck/report.js';
import { editStore, writeLastNote, writeLines } from './edit-store.js';
import { copyOf, makeSmallLedger, pemOf, remove, type SmallLedger } from './small-ledger.js';

const watch = { progress: () => undefined, signal: new AbortController().signal };

async function checked(folder: string, ...more: string[]): Promise<FsckReport> {
  const options = parseFsckOptions(['--data', folder, ...more]);
  if (!options) throw new Error('no options');
  return fsck(options, watch);
}

describe('A sealed ledger in a folder', () => {
  let ledger: SmallLedger;
  const copies: string[] = [];
  const copy = (): string => {
    const folder = copyOf(ledger);
    copies.push(folder);
    return folder;
  };
  const named = (name: string): LogTampering => logTamperings.find((one) => one.name === name) as LogTampering;
  const tampered = (name: string): string => {
    const folder = copy();
    writeLines(folder, named(name).tamper(ledger.lines, { saltKey: ledger.keys.saltKey }));
    return folder;
  };

  beforeAll(async () => {
    ledger = await makeSmallLedger();
  });
  afterAll(() => [ledger.folder, ...copies].forEach(remove));

  it('has no kind of stream and no type of event that the verification does not know', () => {
    const { checkpoint: _outside, ...inLog } = eventTables;
    expect(Object.fromEntries([...streamKinds].map(([kind, { events }]) => [kind, events]))).toEqual(inLog);
  });

  it('is found sound, part by part; what is not there is told', async () => {
    const folder = copy();
    const report = await checked(folder);
    expect(report.parts.flatMap(({ differences }) => differences)).toEqual([]);
    expect(report.parts.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'storeFile same',
      'checkpoints same',
      'log same',
      'tree same',
      'evidence same',
      'reads unchecked',
    ]);
    expect(report.log.counts).toMatchObject({ events: ledger.lines.length, checkpoints: ledger.signed.length });
    expect(report.log.counts.evidenceFiles).toBe(report.log.evidenceHashes.size);
    expect(report.log.counts.evidenceRows).toBeGreaterThan(150);
    expect(reportInWords(report)).toContain('没有发现不同');
  });

  const inTheStore = [
    'one field edited',
    'one field edited, and the hashes of what pinned it made to fit',
    'an event removed from its stream',
    'two events of one stream swapped',
    'an event inserted, with an id, a salt and a revision that fit',
    'the tail cut off',
    'the scheme edited',
    'a salt changed',
    'a score edited in a run',
  ];
  describe.each(inTheStore.map((name) => ({ name })))('with this done to its events: $name', ({ name }) => {
    it('shows it at the very event, by the tree that the node has built', async () => {
      const { ok, first, parts } = await checked(tampered(name), '--quick');
      expect(ok).toBe(false);
      const shown = parts.flatMap(({ differences }) => differences).map(({ code }) => code);
      expect(shown).toContain(name === 'the tail cut off' ? 'verification.tooShort' : 'verification.rootDiffers');
      const { at, tamper } = named(name);
      const now = tamper(ledger.lines, { saltKey: ledger.keys.saltKey });
      const changed = ledger.lines.findIndex(
        ({ id, data, metadata }, n) => now[n]?.id !== id || now[n]?.data !== data || now[n]?.metadata !== metadata,
      );
      expect({ name, index: first?.place.index, at: at(ledger.lines) }).toMatchObject({ index: changed });
    });
  });

  it('edited, and its tree made anew: what the runs pinned still shows it', async () => {
    const folder = tampered('one field edited');
    rmSync(path.join(folder, TREE_FILE));
    const report = await checked(folder);
    const codes = report.parts.flatMap(({ differences }) => differences).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['verification.rootDiffers', 'verification.pinLeaves']));
    expect(report.first).toMatchObject({ code: 'verification.rootDiffers', place: { from: 20, index: 299 } });
  });

  it('put back to an older back-up whole, but for the file of the largest signed head', async () => {
    const folder = copy();
    editStore(folder, (database) => {
      database.exec(`DELETE FROM events WHERE position > 300 AND (stream <> 'checkpoint' OR revision = 2)`);
    });
    rmSync(path.join(folder, TREE_FILE));
    const { first } = await checked(folder, '--quick');
    expect(first).toMatchObject({
      code: 'verification.tooShort',
      place: { index: 300 },
      expected: String(ledger.lines.length),
      found: '300',
    });
  });

  it('with an evidence file changed, or taken away: the file and the first event that refers to it', async () => {
    const folder = copy();
    const [prefix] = readdirSync(path.join(folder, 'evidence')).filter((name) => name.length === 2);
    const [hash] = readdirSync(path.join(folder, 'evidence', prefix ?? ''));
    const content = path.join(folder, 'evidence', prefix ?? '', hash ?? '', 'content');
    const before = readFileSync(content, 'utf8');
    writeFileSync(content, before.replace('2', '3').concat('\n'));
    expect((await checked(folder, '--quick')).first).toMatchObject({ code: 'verification.evidenceChanged', place: { file: hash } });
    rmSync(content);
    const { first } = await checked(folder, '--quick');
    expect(first).toMatchObject({ code: 'verification.evidenceMissing', place: { file: hash } });
    const line = ledger.lines[first?.place.index ?? -1];
    expect(line?.data).toContain(hash);
  });

  it('with the key of an evidence file destroyed, and no event that says so: the file and the first event that refers to it', async () => {
    const folder = copy();
    const keys = loadLedgerKeys(path.join(folder, 'keys', 'ledger-keys.json'), () => Buffer.alloc(32, 1));
    const [hash = ''] = (await checked(folder, '--quick')).log.evidenceHashes;
    await EvidenceFolder.reading(path.join(folder, 'evidence'), { keys: keys.files }).erase(hash);
    const { first } = await checked(folder, '--quick');
    expect(first).toMatchObject({ code: 'verification.erasureUntold', place: { file: hash } });
  });

  describe('with its newest signed head', () => {
    const noteOf = (): string => {
      const [name = ''] = readdirSync(path.join(ledger.folder, SIGNED_FOLDER));
      return readFileSync(path.join(ledger.folder, SIGNED_FOLDER, name), 'utf8');
    };
    const otherKey = SigningKey.fromPem(pemOf('somebody else'));
    const resigned = (change: (text: string) => string, key = ledger.key): string =>
      signNote(change(parseNote(noteOf()).text), [ed25519Signer(ledger.origin, key)]);
    const forgeries: readonly { readonly name: string; readonly make: () => string; readonly code: string }[] = [
      { name: 'signed by another key', make: () => resigned((text) => text, otherKey), code: 'verification.checkpointInvalid' },
      {
        name: 'bearing the id of the log’s key over another key’s signature',
        make: () => {
          const { text, signatures } = parseNote(resigned((same) => same, otherKey));
          const { keyId } = ed25519Signer(ledger.origin, ledger.key).verifier;
          return formatNote({ text, signatures: signatures.map((one) => ({ ...one, keyId })) });
        },
        code: 'verification.checkpointInvalid',
      },
      { name: 'with a leading zero', make: () => noteOf().replace(/\n(\d+)\n/, '\n0$1\n'), code: 'verification.headMalformed' },
      { name: 'with CR LF', make: () => noteOf().replaceAll('\n', '\r\n'), code: 'verification.headMalformed' },
      {
        name: 'with a hundred signatures of nobody besides',
        make: () => {
          const { text, signatures } = parseNote(noteOf());
          const strangers = Array.from({ length: 101 }, (_none, n) => signatureOf(text, ed25519Signer(`stranger.example/${n}`, otherKey)));
          return formatNoteUnbounded(text, [...strangers, ...signatures]);
        },
        code: 'verification.headMalformed',
      },
      {
        name: 'of another root at the same size, rightly signed (a split view)',
        make: () => resigned((text) => text.replace(/\n[^\n]{44}\n$/, `\n${Buffer.alloc(32, 7).toString('base64')}\n`)),
        code: 'verification.checkpointSplit',
      },
    ];

    it.each(forgeries)('$name: $code', async ({ make, code }) => {
      const folder = copy();
      writeLastNote(folder, make());
      const { ok, parts } = await checked(folder, '--quick');
      const found = parts.find(({ name }) => name === 'checkpoints');
      expect({ ok, codes: found?.differences.map((one) => one.code) }).toEqual({ ok: false, codes: [code] });
      const revision = ledger.signed.length - 1;
      const place =
        code === 'verification.checkpointSplit' ? { file: expect.stringContaining(SIGNED_FOLDER) } : { stream: 'checkpoint', revision };
      expect(found?.differences[0]?.place).toMatchObject(place);
    });

    it('with signatures of strangers besides, fewer than the limit: is taken', async () => {
      const folder = copy();
      const { text, signatures } = parseNote(noteOf());
      const strangers = Array.from({ length: 20 }, (_none, n) => signatureOf(text, ed25519Signer(`stranger.example/${n}`, otherKey)));
      writeLastNote(folder, formatNote({ text, signatures: [...strangers, ...signatures] }));
      expect((await checked(folder, '--quick')).ok).toBe(true);
    });
  });

  it('with a tile of its tree changed: told apart from its events', async () => {
    const folder = copy();
    const tree = openDatabase(path.join(folder, TREE_FILE), { synchronous: 'NORMAL' });
    tree.exec('UPDATE tiles SET bytes = zeroblob(length(bytes)) WHERE level = 0 AND idx = 0');
    tree.close();
    const { first } = await checked(folder, '--quick');
    expect(first).toMatchObject({ code: 'verification.treeTile', place: { file: TREE_FILE, path: 'tile/0/000' } });
  });

  it('with a row of its read models changed, beside the node that serves them: the table and the row', async () => {
    const folder = copy();
    const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
    const models = await openReadModels({ store, registry: allEvents(), folder: path.join(folder, 'reads'), projections: allProjections });
    try {
      await models.ready();
      const before = await checked(folder);
      expect(before.parts.find(({ name }) => name === 'reads')).toMatchObject({ state: 'same', says: expect.stringContaining('551') });
      const file = openDatabase(path.join(folder, 'reads', models.status.file ?? ''), { synchronous: 'NORMAL' });
      file.exec('UPDATE event_log SET effective_at = recorded_at || 1 WHERE idx = 40');
      file.close();
      const { first } = await checked(folder);
      expect(first).toMatchObject({
        code: 'verification.readsDiffer',
        place: { file: `reads/${models.status.file}#event_log`, path: 'idx=40' },
      });
    } finally {
      await models.close();
      await store.close();
    }
  });

  describe('as npm run fsck tells of it', () => {
    const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
      let [out, err] = ['', ''];
      const terminal = { out: (text: string) => (out += text), err: { write: (text: string) => (err += text) } };
      return { code: await runFsck(args, terminal, watch.signal), out, err };
    };

    it('ends with 0 where all is as it must be, and with 1 and the place where not', async () => {
      const sound = await run('--data', copy(), '--quick');
      expect(sound).toMatchObject({ code: 0, err: '', out: expect.stringContaining('结论：相符') });
      for (const words of ['账本文件', '签名检查点', '事件', '日志的树', '证据文件', '读模型']) expect(sound.out).toContain(words);
      const edited = await run('--data', tampered('one field edited'), '--quick');
      expect(edited).toMatchObject({ code: 1, err: '' });
      expect(edited.out).toMatch(/^第一处不同：日志序号 175，流 dossier-P-01_2023 修订号 48，FactSubmitted（.*）\n/);
      const { ok, first } = JSON.parse((await run('--data', tampered('the tail cut off'), '--quick', '--json')).out) as FsckReport;
      expect({ ok, first }).toMatchObject({ ok: false, first: { code: 'verification.tooShort', place: { index: 532 } } });
    });

    it('ends with 2 where nothing can be said: no ledger, an empty one, other keys, a command line that says nothing', async () => {
      const empty = copy();
      rmSync(path.join(empty, 'ledger.db'));
      expect(await run('--data', empty)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('没有账本') });
      await (await openSqliteEventStore({ path: path.join(empty, 'ledger.db') })).close();
      expect(await run('--data', empty)).toMatchObject({ code: 2, err: expect.stringContaining('账本是空的') });
      const keys = path.join(empty, 'keys', 'other.json');
      const [inputKey, saltKey] = ['a', 'b'].map((digit) => digit.repeat(64));
      writeFileSync(keys, JSON.stringify({ format: 1, inputKey, saltKey }), { mode: 0o600 });
      expect(await run('--data', ledger.folder, '--keys', keys)).toMatchObject({ code: 2, err: expect.stringContaining('不是这本账的') });
      expect(await run('--data', ledger.folder, '--deep')).toMatchObject({ code: 2, err: expect.stringContaining('用法：npm run fsck') });
      expect(await run('--store', 'esdb://admin:GEHEIM')).toMatchObject({ code: 2, err: expect.not.stringContaining('GEHEIM') });
      expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('用法') });
    });

    it('says which parts it could not check, and checks the rest', async () => {
      const folder = copy();
      for (const part of ['proof', 'keys', 'evidence']) rmSync(path.join(folder, part), { recursive: true });
      const { code, out } = await run('--data', folder, '--quick');
      expect(code).toBe(0);
      for (const words of ['还没有树的文件', '没有「最大已签检查点」的文件', '签名未验证', '盐未重算', '个文件未查'])
        expect(out).toContain(words);
    });
  });
});

/** A note without the limits that formatNote keeps. */
function formatNoteUnbounded(text: string, signatures: ReturnType<typeof parseNote>['signatures']): string {
  return [text, ...signatures.map((one) => formatNote({ text, signatures: [one] }).slice(text.length + 1))]
    .join('\n')
    .replace('\n\n—', '\n—')
    .replace(/\n\n(?=— )/g, '\n')
    .replace(/\n— /, '\n\n— ');
}
