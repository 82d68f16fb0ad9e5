import path from 'node:path';
import { parseBackupCommand } from './backup/command-line.js';
import { parseCopyCommand } from './copy/command-line.js';
import { parseEpochCommand } from './epoch/command-line.js';
import { parseEvidenceCheckCommand } from './evidence-check/command-line.js';
import { UsageError } from './errors.js';
import { parseFsckOptions } from './fsck/options.js';
import { failureInWords } from './failure.js';
import { placesOf } from './places.js';
import { parseAddress } from './address.js';
import { parseRestoreCommand } from './restore/command-line.js';
import { backupErrors } from './backup/errors.js';

const secret = 'esdb://admin:GEHEIM';

describe('What the operators’ programs are asked', () => {
  it('is to make a back-up, or to verify one', () => {
    expect(parseBackupCommand(['--from', 'sqlite:data', '--to', 'shelf', '--with-keys', 'safe'])).toMatchObject({
      what: 'make',
      from: { shown: 'sqlite:data' },
      to: path.resolve('shelf'),
      withKeys: path.resolve('safe'),
    });
    expect(parseBackupCommand(['--verify', 'shelf/one', '--held', 'a', '--held', 'b'])).toEqual({
      what: 'verify',
      backup: path.resolve('shelf/one'),
      held: [path.resolve('a'), path.resolve('b')],
    });
  });

  it('is to restore, with or without an epoch, or to open one', () => {
    const grounds = ['--reason', 'r', '--document', 'd', '--account', 'a'];
    expect(parseRestoreCommand(['--from', 'b', '--to', 'sqlite:new'])).toMatchObject({
      from: path.resolve('b'),
      epoch: undefined,
      held: [],
    });
    expect(parseRestoreCommand(['--from', 'b', '--to', 'sqlite:new', '--open-epoch', ...grounds])).toMatchObject({
      epoch: { reason: 'r', document: 'd', account: 'a' },
    });
    expect(parseEpochCommand(['--on', 'sqlite:data', ...grounds, '--restored-to', '120'])).toMatchObject({ restoredTo: 120n });
  });

  it.each<[(args: readonly string[]) => unknown, readonly string[]]>([
    [parseBackupCommand, []],
    [parseBackupCommand, ['--from', 'sqlite:data']],
    [parseBackupCommand, ['--from', secret, '--to', 'x']],
    [parseBackupCommand, ['--from', 'sqlite:data', '--to', 'sqlite:x']],
    [parseBackupCommand, ['--verify', 'x', '--to', 'y']],
    [parseBackupCommand, ['--from', 'sqlite:data', '--to', 'x', '--held', 'y']],
    [parseBackupCommand, [secret]],
    [parseRestoreCommand, ['--from', 'x']],
    [parseRestoreCommand, ['--from', 'x', '--to', 'sqlite:y', '--reason', 'z']],
    [parseRestoreCommand, ['--from', 'x', '--to', 'sqlite:y', '--open-epoch', '--reason', 'z']],
    [parseEvidenceCheckCommand, ['x', 'y']],
    [parseEvidenceCheckCommand, [`${secret}:x`]],
    [parseCopyCommand, ['--from', 'sqlite:x']],
    [parseCopyCommand, ['--from', 'sqlite:x', '--to', 'sqlite:./x']],
    [parseCopyCommand, ['--from', `${secret}:x`, '--to', 'sqlite:y']],
    [parseFsckOptions, ['--store', secret]],
    [parseFsckOptions, [`${secret}@host`]],
    [parseEpochCommand, ['--on', 'sqlite:x', '--reason', 'y']],
    [parseEpochCommand, ['--on', 'sqlite:x', '--reason', 'y', '--document', 'd', '--account', 'a', '--restored-to', '07']],
  ])('is refused where it can’t be understood, and never repeated: %p %p', (parse, args) => {
    expect(() => parse(args)).toThrow(UsageError);
    expect(() => parse(args)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('GEHEIM') }));
    expect(parse(['--help'])).toBeUndefined();
  });

  it('is asked of the places that the server’s settings name', () => {
    expect(placesOf(parseAddress('sqlite:data'), {})).toEqual({
      dataDir: path.resolve('data'),
      evidenceDir: path.resolve('data/evidence'),
      keysFile: path.resolve('data/keys/ledger-keys.json'),
      logKey: path.resolve('data/keys/log-key.pem'),
    });
    const env = { DATA_DIR: '/node', EVIDENCE_DIR: '/shared', LEDGER_KEYS: '/safe/keys.json' };
    expect(placesOf(parseAddress('esdb://host'), env)).toMatchObject({
      dataDir: '/node',
      evidenceDir: '/shared',
      logKey: '/safe/log-key.pem',
    });
    expect(placesOf(parseAddress('esdb://host'), env, { evidence: '/other', keys: '/k' })).toMatchObject({
      evidenceDir: '/other',
      keysFile: '/k',
    });
  });
});

describe('What is told where a program fails', () => {
  const system = (code: string): Error => Object.assign(new Error(`${code}: x`), { code, syscall: 'open', path: '/backup/x' });
  it.each<[Error, readonly string[]]>([
    [system('ENOSPC'), ['/backup/x', 'ENOSPC', '磁盘空间不足']],
    [system('EACCES'), ['/backup/x', 'EACCES', '没有权限']],
    [system('EMFILE'), ['/backup/x', 'EMFILE']],
    [backupErrors.error('backup.unfinished', { folder: '/backup/1.part' }), ['/backup/1.part', 'backup.unfinished', '另一份']],
  ])('is one line with its code and what to do: %p', (error, says) => {
    const line = failureInWords(error);
    for (const words of says) expect(line).toContain(words);
    expect(line).not.toContain('\n');
  });
});
