import { Log } from './log.js';

describe('Lines for a person at a terminal', () => {
  const written = (tell: (log: Log) => void): string => {
    let text = '';
    tell(new Log({ level: 'info', form: 'terminal', to: { write: (line) => void (text += line) } }));
    return text;
  };

  it('say when, how grave and what, then the fields', () => {
    const text = written((log) => log.warn('follower.dropped', { follower: 'reads', drops: 2 }));
    expect(text).toMatch(/^\d\d:\d\d:\d\d 警告 对日志的订阅中断，稍后从断处继续（event=follower\.dropped follower=reads drops=2）\n$/);
  });

  it('put a fault’s frames below', () => {
    const cause = new TypeError('inner');
    const lines = written((log) => log.error('http.fault', { error: new RangeError('outer', { cause }) })).split('\n');
    expect(lines[1]).toBe('  RangeError');
    expect(lines[2]).toMatch(/^ {4}at /);
    expect(lines).toContain('  TypeError');
  });
});
