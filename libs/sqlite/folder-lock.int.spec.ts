import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError, FolderLockedError, acquireFolderLock } from '#libs/sqlite';

describe('A data folder belongs to one process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused to a second taker, and free again after release', () => {
    const lock = acquireFolderLock(folder);
    expect(() => acquireFolderLock(folder)).toThrow(FolderLockedError);
    lock.release();
    lock.release();
    acquireFolderLock(folder).release();
  });

  it('is made where there is none', () => {
    const lock = acquireFolderLock(join(folder, 'new', 'data'));
    expect(lock.folder).toBe(join(folder, 'new', 'data'));
    lock.release();
  });

  it('is refused while another process holds it, and free as soon as that process is killed', async () => {
    const child = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'libs/sqlite/hold-folder.testing.ts', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      expect(() => acquireFolderLock(folder)).toThrow(FolderLockedError);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    acquireFolderLock(folder).release();
  });

  it('says that the folder can’t be written where its place is taken by a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o444);
    expect(() => acquireFolderLock(join(file, 'data'))).toThrow(DatabaseError);
  });
});
