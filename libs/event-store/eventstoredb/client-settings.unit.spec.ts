import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreAddressError } from '../errors.js';
import { parseAddress } from './address.js';
import { clientSettings } from './client-settings.js';
import { openEventStoreDb } from './index.js';
import { OwnClient } from './own-client.js';

const settingsOf = (text: string) => clientSettings(parseAddress(text));

describe('What the client of the package is made from', () => {
  it('one node is the one to go to', () => {
    expect(settingsOf('esdb://a:1?tls=false')).toEqual({
      endpoint: { address: 'a', port: 1 },
      nodePreference: 'leader',
      numbers: { gossipTimeout: 1 },
      channel: { insecure: true },
    });
  });

  it.each([
    [
      'esdb://a:1,b:2',
      [
        { address: 'a', port: 1 },
        { address: 'b', port: 2 },
      ],
    ],
    ['esdb+discover://all:3', [{ address: 'all', port: 3 }]],
  ])('several nodes, or one name for all, are asked who leads: %s', (text, candidates) => {
    const settings = settingsOf(text);
    expect(settings).toMatchObject({ candidates, nodePreference: 'leader', channel: { insecure: false } });
    expect(settings).not.toHaveProperty('endpoint');
  });

  it('options are handed on as the client names and counts them', () => {
    const address =
      'esdb://admin:ge%3Aheim@a,b?max_discover_attempts=3&discovery-interval=7&GossipTimeout=2&defaultdeadline=900&keepAliveInterval=-1&keepAliveTimeout=11000&connectionName=n1';
    expect(settingsOf(address)).toMatchObject({
      numbers: {
        maxDiscoverAttempts: 3,
        discoveryInterval: 7,
        gossipTimeout: 2,
        defaultDeadline: 900,
        keepAliveInterval: -1,
        keepAliveTimeout: 11_000,
      },
      connectionName: 'n1',
      credentials: { username: 'admin', password: 'ge:heim' },
    });
  });

  it('a refused append throws: the client would give wrong revisions otherwise', () => {
    class Shown extends OwnClient {
      get throws(): boolean {
        return this.throwOnAppendFailure;
      }
    }
    expect(new Shown(settingsOf('esdb://a?tls=false')).throws).toBe(true);
    expect(new Shown(settingsOf('esdb://a,b')).throws).toBe(true);
  });
});

describe('The files that an address names', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-address-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return encodeURIComponent(path);
  };

  it('are read when a store is opened, and never again', () => {
    const path = file('ca.pem', 'a certificate');
    expect(settingsOf(`esdb://a?tlsCAFile=${path}`).channel.rootCertificate?.toString()).toBe('a certificate');
  });

  it('refuse the opening where they are missing: nothing fails later, in the middle of work', () => {
    const missing = encodeURIComponent(join(folder, 'missing.pem'));
    for (const option of ['tlsCAFile', 'userKeyFile']) {
      const pair = option === 'userKeyFile' ? `userCertFile=${file('c', '')}&userKeyFile=${missing}` : `${option}=${missing}`;
      expect(() => openEventStoreDb({ address: `esdb://a?${pair}` })).toThrow(StoreAddressError);
      expect(() => openEventStoreDb({ address: `esdb://a?${pair}` })).toThrow(
        new RegExp(`选项 ${option} 所指的文件 .*missing.pem 不能读取（ENOENT）`),
      );
    }
  });

  it('refuse the opening where they are no key and certificate, and nothing of them is told', () => {
    const address = `esdb://a?userCertFile=${file('c', 'not a certificate')}&userKeyFile=${file('k', 'Zq7xJk')}`;
    expect(() => openEventStoreDb({ address })).toThrow(StoreAddressError);
    expect(() => openEventStoreDb({ address })).toThrow(/不是可用的证书和密钥（ERR_OSSL_PEM_NO_START_LINE）$/);
    expect(() => openEventStoreDb({ address })).not.toThrow(/Zq7xJk/);
  });
});
