import path from 'node:path';
import { readConfig } from './config.js';

describe('settings', () => {
  it('has defaults for everything', () => {
    expect(readConfig({}, [])).toEqual({
      port: 3000,
      dataDir: path.resolve('data'),
      keysFile: path.resolve('data/keys/ledger-keys.json'),
      jurisdiction: '六安市',
      mode: 'sample',
    });
  });

  it('reads the environment and the command line', () => {
    expect(
      readConfig({ PORT: '0', DATA_DIR: '/tmp/x', LEDGER_KEYS: '/tmp/k.json', EVENT_STORE: 'embedded', JURISDICTION: '示例县' }, [
        '--empty',
      ]),
    ).toEqual({
      port: 0,
      dataDir: '/tmp/x',
      keysFile: '/tmp/k.json',
      jurisdiction: '示例县',
      mode: 'real',
    });
  });

  it.each([
    [{ PORT: 'abc' }, [], 'PORT'],
    [{ PORT: '70000' }, [], 'PORT'],
    [{}, ['--full'], '--full'],
  ])('refuses %p %p in one line', (env, args, word) => {
    expect(() => readConfig(env, args)).toThrow(word);
    try {
      readConfig(env, args);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });

  it('never repeats the password of a store’s address', () => {
    expect(() => readConfig({ EVENT_STORE: 'esdb://admin:secret@host:2113' }, [])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
