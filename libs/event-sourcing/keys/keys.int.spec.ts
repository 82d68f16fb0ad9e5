import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Value } from '@sinclair/typebox/value';
import { createLedgerKeys, fileKeys, loadLedgerKeys, PersonalField, PersonalFields, sampleLedgerKeys } from '../index.js';

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

    it('of one subject are erased by deleting its one file', () => {
      const fields = new PersonalFields(createLedgerKeys(path, randomBytes).subjects);
      const field = fields.sealPersonal('ent-1', '王小明');
      const [file] = readdirSync(`${path}.subjects`) as [string];
      expect(statSync(join(`${path}.subjects`, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(`${path}.subjects`, file), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
      unlinkSync(join(`${path}.subjects`, file));
      expect(fields.openPersonal(field)).toBeUndefined();
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
