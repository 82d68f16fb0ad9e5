import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from './config.js';

describe('settings', () => {
  it('has defaults for everything', () => {
    expect(readConfig({}, [])).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: path.resolve('data'),
      store: { kind: 'embedded' },
      evidenceDir: path.resolve('data/evidence'),
      keysFile: path.resolve('data/keys/ledger-keys.json'),
      logKeyFile: path.resolve('data/keys/log-key.pem'),
      jurisdiction: '六安市',
      mode: 'sample',
      readyLag: 1000,
      stopGraceMs: 20_000,
    });
  });

  it('reads the environment and the command line', () => {
    const env = {
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/tmp/x',
      LEDGER_KEYS: '/tmp/k.json',
      EVIDENCE_DIR: '/shared/evidence',
      EVENT_STORE: 'esdb://one:2113,two:2113',
      JURISDICTION: '示例县',
      READY_LAG: '50',
      STOP_GRACE_SECONDS: '5',
    };
    expect(readConfig(env, ['--empty'])).toEqual({
      port: 0,
      host: '0.0.0.0',
      dataDir: '/tmp/x',
      store: { kind: 'eventStoreDb', address: 'esdb://one:2113,two:2113' },
      evidenceDir: '/shared/evidence',
      keysFile: '/tmp/k.json',
      logKeyFile: '/tmp/log-key.pem',
      jurisdiction: '示例县',
      mode: 'real',
      readyLag: 50,
      stopGraceMs: 5_000,
    });
  });

  it('takes the store’s address from a file, so that no password need stand in the environment', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'parkledger-config-'));
    const file = path.join(folder, 'address');
    writeFileSync(file, 'esdb://admin:secret@host:2113\n');
    expect(readConfig({ EVENT_STORE_FILE: file }, []).store).toEqual({ kind: 'eventStoreDb', address: 'esdb://admin:secret@host:2113' });
    rmSync(folder, { recursive: true });
    expect(() => readConfig({ EVENT_STORE_FILE: file }, [])).toThrow('EVENT_STORE_FILE');
  });

  it.each([
    [{ PORT: 'abc' }, [], 'PORT'],
    [{ PORT: '70000' }, [], 'PORT'],
    [{}, ['--full'], '--full'],
    [{ EVENT_STORE: 'postgres://admin:secret@host' }, [], 'EVENT_STORE'],
    [{ READY_LAG: 'few' }, [], 'READY_LAG'],
    [{ STOP_GRACE_SECONDS: '-1' }, [], 'STOP_GRACE_SECONDS'],
  ])('refuses %p %p in one line', (env, args, word) => {
    expect(() => readConfig(env, args)).toThrow(word);
    try {
      readConfig(env, args);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });

  it.each(['postgres://admin:secret@host', 'esdb://admin:secret@ho st', 'esdb://admin:sec:ret@host', 'esdb://admin:secret@host?tls=false'])(
    'never repeats the password of a store’s address: %p',
    (address) => {
      expect(() => readConfig({ EVENT_STORE: address }, [])).toThrow(
        expect.objectContaining({ name: 'ConfigError', message: expect.not.stringMatching(/sec:?ret/) }),
      );
    },
  );
});
