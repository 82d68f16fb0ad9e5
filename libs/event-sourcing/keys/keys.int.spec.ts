import { chmodSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Value } from '@sinclair/typebox/value';
import {
  createLedgerKeys,
  ERASED_CIPHERTEXT,
  fileKeys,
  FolderKeys,
  loadLedgerKeys,
  PersonalField,
  PersonalFields,
  sampleLedgerKeys,
} from '../index.js';

describe('The keys of a ledger', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-keys-'));
    path = join(folder, 'ledger-keys.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once, with mode 600, and never overwritten', () => {
    const keys = createLedgerKeys(path, randomBytes);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['ledger-keys.json']);
    expect(keys.inputKey).not.toBe(keys.saltKey);
    expect(() => createLedgerKeys(path, randomBytes)).toThrow(expect.objectContaining({ code: 'keys.exists' }));
    expect(loadLedgerKeys(path, randomBytes).ids).toEqual(keys.ids);
    expect(fileKeys(path, randomBytes).forNewLedger().ids).toEqual(keys.ids);
  });

  it('that another node makes in the same moment are taken: two nodes may open one ledger at once', () => {
    let others: string | undefined;
    const slow = (n: number): Uint8Array => {
      others ??= createLedgerKeys(path, randomBytes).inputKey;
      return randomBytes(n);
    };
    expect(fileKeys(path, slow).forNewLedger().inputKey).toBe(others);
    expect(readdirSync(folder)).toEqual(['ledger-keys.json']);
  });

  it('are refused where they are missing, open to others, or damaged', () => {
    expect(() => loadLedgerKeys(path, randomBytes)).toThrow(expect.objectContaining({ code: 'keys.missing' }));
    createLedgerKeys(path, randomBytes);
    chmodSync(path, 0o640);
    expect(() => loadLedgerKeys(path, randomBytes)).toThrow(expect.objectContaining({ code: 'keys.mode', params: { path, mode: '640' } }));
    for (const damaged of ['{"format":1,"inputKey":"00"}', 'no json']) {
      writeFileSync(path, damaged);
      chmodSync(path, 0o600);
      expect(() => loadLedgerKeys(path, randomBytes)).toThrow(expect.objectContaining({ code: 'keys.malformed' }));
    }
  });

  it('of a sample come from its seed alone', () => {
    expect(sampleLedgerKeys('s')).toEqual(sampleLedgerKeys('s'));
    expect(sampleLedgerKeys('s').ids).not.toEqual(sampleLedgerKeys('t').ids);
  });

  describe('and personal fields', () => {
    it('open what was sealed, on every node that shares the folder', () => {
      const a = new PersonalFields(createLedgerKeys(path, randomBytes).subjects);
      const b = new PersonalFields(loadLedgerKeys(path, randomBytes).subjects);
      const field = a.sealPersonal('ent-1', '王小明服装店');
      expect(Value.Check(PersonalField, field)).toBe(true);
      expect(JSON.stringify(field)).not.toContain('王');
      expect(b.openPersonal(field)).toBe('王小明服装店');
      expect(b.sealPersonal('ent-1', '王小明服装店')).toEqual(field);
      expect(b.sealPersonal('ent-2', '王小明服装店').ciphertext).not.toBe(field.ciphertext);
      expect(a.openPersonal(a.sealPersonal('ent-1', ''))).toBe('');
    });

    it('of one subject are erased by destroying its one key, for good: none comes back and none is made anew', () => {
      const { subjects } = createLedgerKeys(path, randomBytes);
      const fields = new PersonalFields(subjects);
      const field = fields.sealPersonal('ent-1', '王小明');
      const [file] = readdirSync(`${path}.subjects`) as [string];
      const key = join(`${path}.subjects`, file);
      expect(statSync(key).mode & 0o777).toBe(0o600);
      const content = readFileSync(key, 'utf8');
      expect(content).toMatch(/^[0-9a-f]{64}\n$/);
      writeFileSync(`${key}.left-by-a-crash.draft`, content, { mode: 0o600 });
      const alias = join(folder, 'alias');
      linkSync(key, alias);
      subjects.destroy('ent-1');
      subjects.destroy('ent-1');
      expect(readFileSync(alias)).toEqual(Buffer.alloc(65));
      expect(readdirSync(`${path}.subjects`)).toEqual([file.replace('.key', '.erased')]);
      expect([fields.openPersonal(field), fields.isErased('ent-1'), fields.isErased('ent-2')]).toEqual([undefined, true, false]);
      expect(fields.sealPersonal('ent-1', '王小明')).toEqual({ subject: 'ent-1', ciphertext: ERASED_CIPHERTEXT });
      writeFileSync(key, content, { mode: 0o600 });
      expect([fields.openPersonal(field), subjects.obtain('ent-1')]).toEqual([undefined, undefined]);
    });

    it('are not made for good by whom the erasure overtakes', () => {
      createLedgerKeys(path, randomBytes);
      const inFolder = () => new FolderKeys(`${path}.subjects`, randomBytes);
      const erasedMeanwhile = new FolderKeys(`${path}.subjects`, (n) => {
        inFolder().destroy('ent-1');
        return randomBytes(n);
      });
      expect(erasedMeanwhile.obtain('ent-1')).toBeUndefined();
      expect(readdirSync(`${path}.subjects`).map((name) => name.slice(-6))).toEqual(['erased']);
    });

    it('leave no key behind on a dry run', () => {
      const { subjects } = createLedgerKeys(path, randomBytes);
      const fields = new PersonalFields(subjects);
      expect(Value.Check(PersonalField, fields.sealPersonal('ent-1', '王小明', { dryRun: true }))).toBe(true);
      expect([fields.isKnown('ent-1'), readdirSync(folder)]).toEqual([false, ['ledger-keys.json']]);
      const field = fields.sealPersonal('ent-1', '王小明');
      expect(fields.sealPersonal('ent-1', '王小明', { dryRun: true })).toEqual(field);
      subjects.destroy('ent-1');
      expect(fields.sealPersonal('ent-1', '王小明', { dryRun: true }).ciphertext).toBe(ERASED_CIPHERTEXT);
    });

    it('of a sample can’t be destroyed, for anybody can derive them, but are used no more', () => {
      const { subjects } = sampleLedgerKeys('s');
      const fields = new PersonalFields(subjects);
      const field = fields.sealPersonal('ent-1', '王小明');
      subjects.destroy('ent-1');
      expect([fields.openPersonal(field), fields.isErased('ent-1')]).toEqual([undefined, true]);
    });

    it('say so where the ciphertext or its subject was tampered with', () => {
      const fields = new PersonalFields(sampleLedgerKeys('s').subjects);
      const field = fields.sealPersonal('ent-1', '王小明');
      const moved = { ...field, subject: 'ent-2' };
      const flipped = { ...field, ciphertext: (field.ciphertext.startsWith('A') ? 'B' : 'A') + field.ciphertext.slice(1) };
      for (const damaged of [moved, flipped]) {
        expect(() => fields.openPersonal(damaged)).toThrow(expect.objectContaining({ code: 'personal.damaged' }));
      }
    });
  });
});
