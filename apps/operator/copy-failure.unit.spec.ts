import {
  EventIdConflictError,
  StoreFormatError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  AppendTooLargeError,
} from '#libs/event-store';
import { type LogDifference, SourceGrewError, TargetDiffersError } from '#libs/event-store/copy';
import { DatabaseError, FolderLockedError } from '#libs/sqlite';
import { copyFailure, withoutPasswords } from './copy-failure.js';
import { InterruptedError, NoLedgerError } from './errors.js';

const event = (stream: string) => ({
  stream,
  revision: 3,
  id: `id-${stream}`,
  type: 'FactSubmitted',
  data: '{"name":"秘密"}',
  metadata: '{}',
  position: '9',
});
const difference = (what: LogDifference['what']): LogDifference => ({
  index: 17,
  what,
  source: what === 'surplus' ? undefined : event('park-a'),
  target: what === 'missing' ? undefined : event('park-b'),
});

describe('What the person at the terminal is told of a copy that failed', () => {
  const cases: readonly [Error, readonly string[]][] = [
    [new NoLedgerError('sqlite:data'), ['sqlite:data', '没有账本']],
    [new FolderLockedError('/srv/data'), ['/srv/data', '正被另一个进程使用']],
    [new StoreFormatError('x.db has format 9'), ['format 9', '没有改动']],
    [new DatabaseError('x.db: disk full', 'SQLITE_FULL'), ['SQLITE_FULL', 'x.db']],
    [new TargetDiffersError(difference('data')), ['日志序号 17', '内容不同', '流 park-a 修订号 3', 'id-park-b']],
    [new TargetDiffersError(difference('surplus')), ['来源到此为止', '目标还有流 park-b']],
    [new TargetDiffersError(difference('missing')), ['来源是流 park-a', '目标到此为止']],
    [new SourceGrewError(4000), ['4000', '停掉来源']],
    [new StoreUnavailableError('esdb://a:b@c', { cause: Object.assign(new Error('a:b'), { code: 14 }) }), ['没有应答（14）', '接着复制']],
    [new StoreUnavailableError('silent'), ['没有应答；']],
    [new WrongExpectedRevisionError('park-a', 'noStream', 4), ['park-a 停在修订号 4', '应当不存在']],
    [new EventIdConflictError('park-a', 'one'), ['one', 'park-a']],
    [new AppendTooLargeError('park-a', 1_000_000, 921_600), ['park-a', '1000000', '921600']],
    [new InterruptedError('SIGINT'), ['已中断', '接着复制']],
  ];
  it.each(cases.map(([error, says]) => ({ says, error, name: error.name })))(
    '$name: one line that says what is wrong and what to do',
    ({ error, says }) => {
      const line = copyFailure(error) ?? '';
      for (const words of says) expect(line).toContain(words);
      expect(line).not.toMatch(/\n|秘密|a:b/);
    },
  );

  it('is the fault itself where the program is wrong, without passwords', () => {
    expect(copyFailure(new TypeError('x'))).toBeUndefined();
    expect(withoutPasswords('no host in esdb://admin:p@ss/w@host:2113?tls=true')).toBe('no host in esdb://…@host:2113?tls=true');
    expect(withoutPasswords('esdb+discover://admin:p@host\nesdb://host')).toBe('esdb+discover://…@host\nesdb://host');
  });
});
