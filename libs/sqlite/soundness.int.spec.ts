import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertSound, isDamage } from './soundness.js';
import { openDatabase } from './libsql-database.js';

describe('A SQLite file before it is used', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-sound-'));
    path = join(folder, 'x.db');
    const database = openDatabase(path, { synchronous: 'NORMAL' });
    database.exec('CREATE TABLE t (n INTEGER, text TEXT)');
    for (let n = 0; n < 500; n++) database.run('INSERT INTO t VALUES (?, ?)', [n, 'x'.repeat(100)]);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const damageFound = (): boolean => {
    try {
      const database = openDatabase(path, { synchronous: 'NORMAL' });
      try {
        assertSound(database);
        return false;
      } finally {
        database.close();
      }
    } catch (error) {
      expect(isDamage(error)).toBe(true);
      return true;
    }
  };

  it('is sound', () => expect(damageFound()).toBe(false));

  it.each([
    ['cut short', (content: Buffer) => content.subarray(0, content.length / 2)],
    ['overwritten', () => Buffer.from('no database at all\n'.repeat(500))],
    [
      'damaged in one page',
      (content: Buffer) => Buffer.concat([content.subarray(0, 8192), Buffer.alloc(4096, 7), content.subarray(12_288)]),
    ],
  ])('%s is damage', (_how, change) => {
    writeFileSync(path, change(readFileSync(path)));
    expect(damageFound()).toBe(true);
  });

  it('damage is not what a missing folder or a constraint says', () => {
    expect(isDamage(new Error('other'))).toBe(false);
    expect(() => openDatabase(join(folder, 'none', 'x.db'), { synchronous: 'NORMAL' })).toThrow(
      expect.objectContaining({ code: expect.not.stringMatching(/CORRUPT|NOTADB/) }),
    );
  });
});
