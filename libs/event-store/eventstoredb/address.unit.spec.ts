import fc from 'fast-check';
import { StoreAddressError } from '../errors.js';
import { isEventStoreDbAddress, nodesOf, parseAddress } from './index.js';

const host = (address: string, port = 2113) => ({ address, port });

function refusalOf(text: string): string {
  try {
    parseAddress(text);
  } catch (error) {
    expect(error).toBeInstanceOf(StoreAddressError);
    return (error as Error).message;
  }
  throw new Error(`${text} was taken`);
}

describe('An address of an EventStoreDB', () => {
  it('is told from the path of a file', () => {
    for (const text of ['esdb://a', 'esdb+discover://a', 'kurrentdb://a', 'kurrentdb+discover://a'])
      expect(isEventStoreDbAddress(text)).toBe(true);
    for (const text of ['', 'data', 'sqlite:data', '/srv/esdb', 'ESDB:/a', 'https://a', 'esdb:a'])
      expect(isEventStoreDbAddress(text)).toBe(false);
  });

  it.each([
    ['esdb://node', [host('node')]],
    ['esdb://node:2114', [host('node', 2114)]],
    ['esdb://node:2114/', [host('node', 2114)]],
    ['  esdb://node?tls=true ', [host('node')]],
    ['kurrentdb://node-1.example.cn:1', [host('node-1.example.cn', 1)]],
    ['esdb://10.0.0.1:65535', [host('10.0.0.1', 65_535)]],
    ['esdb://[::1]:2114', [host('[::1]', 2114)]],
    ['esdb://[fe80::1]', [host('[fe80::1]')]],
    ['esdb://a:1,b:2,c', [host('a', 1), host('b', 2), host('c')]],
    ['esdb://a:1, b:2 ,c/?tls=false', [host('a', 1), host('b', 2), host('c')]],
  ])('names its nodes: %s', (text, endpoints) => {
    expect(parseAddress(text)).toMatchObject({ endpoints, discover: false });
  });

  it('may be one name for all nodes', () => {
    expect(parseAddress('esdb+discover://all.example.cn:2114')).toMatchObject({
      endpoints: [host('all.example.cn', 2114)],
      discover: true,
    });
    expect(refusalOf('esdb+discover://a,b')).toContain('只能写一个主机名');
  });

  it('is encrypted unless it says otherwise', () => {
    expect(parseAddress('esdb://a').tls).toBe(true);
    expect(parseAddress('esdb://a?tls=true').tls).toBe(true);
    expect(parseAddress('esdb://a?TLS=false').tls).toBe(false);
    expect(refusalOf('esdb://a?tls=no')).toContain('tls 只能是 true 或 false');
    expect(refusalOf('esdb://a?tls=')).toContain('tls 只能是 true 或 false');
  });

  it.each([
    ['maxDiscoverAttempts', '3'],
    ['max_discover_attempts', '3'],
    ['MAX-DISCOVER-ATTEMPTS', '3'],
    ['maxdiscoverattempts', '3'],
    ['discoveryInterval', '0'],
    ['gossip_timeout', '2'],
    ['defaultDeadline', '100'],
    ['keepAliveInterval', '-1'],
    ['keep-alive-timeout', '20000'],
  ])('takes numbers under any spelling of their names: %s', (name, value) => {
    const { options } = parseAddress(`esdb://a?${name}=${value}`);
    expect(Object.values(options)).toEqual([value]);
    expect(Object.keys(options)[0]?.toLowerCase()).toBe(name.toLowerCase().replaceAll(/[_-]/g, ''));
  });

  it.each([
    'maxDiscoverAttempts=0',
    'gossipTimeout=0',
    'defaultDeadline=0',
    'keepAliveInterval=-2',
    'discoveryInterval=-1',
    'gossipTimeout=1.5',
    'gossipTimeout=viel',
    'gossipTimeout=',
  ])('refuses a number that the client does not take: %s', (option) => {
    expect(refusalOf(`esdb://a?${option}`)).toContain(`选项 ${option.split('=')[0]} 须是不小于`);
  });

  it('is served by the leader only', () => {
    expect(parseAddress('esdb://a,b?nodePreference=leader').options).toEqual({ nodePreference: 'leader' });
    expect(parseAddress('esdb://a,b?node_preference=Leader').options).toEqual({ nodePreference: 'Leader' });
    for (const other of ['follower', 'random', 'readOnlyReplica', ''])
      expect(refusalOf(`esdb://a,b?nodePreference=${other}`)).toContain('主节点');
  });

  it('takes texts with percent-encoding', () => {
    expect(parseAddress('esdb://a?connectionName=%E4%B8%93%E7%8F%AD%201&tlsCAFile=%2Fetc%2Fca.pem').options).toEqual({
      connectionName: '专班 1',
      tlsCAFile: '/etc/ca.pem',
    });
    expect(refusalOf('esdb://a?connectionName=%E4%B8')).toContain('百分号编码不完整');
  });

  it('names certificates together, and only where there is encryption', () => {
    expect(parseAddress('esdb://a?userCertFile=c&userKeyFile=k').options).toEqual({ userCertFile: 'c', userKeyFile: 'k' });
    expect(refusalOf('esdb://a?userCertFile=c')).toContain('须一起写');
    expect(refusalOf('esdb://a?userKeyFile=k')).toContain('须一起写');
    expect(refusalOf('esdb://a?tls=false&tlsCAFile=c')).toContain('tls=false');
  });

  it.each(['throwOnAppendFailure=false', 'tlsVerifyCert=false', 'dnsDiscover=true', 'time-out=3'])(
    'refuses an option that this program does not know or must not have: %s',
    (option) => {
      expect(refusalOf(`esdb://a?${option}`)).toBe(`不认识的选项「${option.split('=')[0]}」`);
    },
  );

  it.each(['=3', 'tls', '1=1', 'a b=1'])('refuses what is no option at all: %s', (option) => {
    expect(refusalOf(`esdb://a?${option}`)).toBe('选项应写作 名称=值');
  });

  it.each([
    'esdb://',
    'esdb://?tls=false',
    'esdb:/a',
    'http://a',
    '',
    'esdb://a b',
    'esdb://a:0',
    'esdb://a:65536',
    'esdb://a:x',
    'esdb://a,',
    'esdb://a,,b',
    'esdb://a/b',
    'esdb://a:1:2',
    'esdb://[::1',
    'esdb://主机',
  ])('refuses what is none: %s', (text) => {
    expect(refusalOf(text)).toMatch(/应为 esdb:|主机应写作/);
  });

  it('shows people its nodes and nothing else', () => {
    expect(nodesOf(parseAddress('esdb://admin:geheim@a:1,b?connectionName=c'))).toBe('a:1、b:2113');
  });
});

describe('Name and password in an address', () => {
  it.each(['esdb://admin:secret@a?tls=false', 'esdb+discover://admin:secret@a?tls=false'])(
    'are refused where they would not be sent: %s',
    (text) => {
      expect(refusalOf(text)).toContain('不会被发送');
    },
  );

  it.each(['esdb://admin@a', 'esdb://admin:@a', 'esdb://:secret@a', 'esdb://@a', 'esdb://admin:sec:ret@a', 'esdb://admin:sec@ret@a'])(
    'are refused where they are incomplete or ambiguous: %s',
    (text) => {
      expect(refusalOf(text)).toContain('用户名和密码应写作');
    },
  );

  it('may be any texts, percent-encoded', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, text, (username, password) => {
        const address = `esdb://${encodeURIComponent(username)}:${encodeURIComponent(password)}@a:1`;
        expect(parseAddress(address)).toEqual({
          endpoints: [host('a', 1)],
          discover: false,
          tls: true,
          options: {},
          credentials: { username, password },
        });
      }),
      { seed: 20240301 },
    );
  });

  it('are never repeated by a refusal, however they are written', () => {
    // The mark stands for the secret: a word that no message would hold by itself. Around it stands whatever may end a part of an address early.
    const mark = 'Zq7xJk';
    const around = fc.string({
      unit: fc.constantFrom('a', '1', ':', '@', '/', '?', '&', '=', ',', '%', '#', ' ', '.', '[', ']', '\\', '园'),
      maxLength: 6,
    });
    const scheme = fc.constantFrom('esdb://', 'esdb+discover://', 'kurrentdb://', 'esdb:/', 'http://', '');
    const rest = fc.constantFrom(
      '@node:2113',
      '@node?tls=false',
      '@a,b',
      '@node?tls=vielleicht',
      '@node?unbekannt=1',
      '@node:99999',
      '@',
      '',
      '@node?gossipTimeout=x',
    );
    fc.assert(
      fc.property(scheme, fc.constantFrom('admin:', ':', ''), around, around, rest, (start, user, before, after, end) => {
        try {
          parseAddress(`${start}${user}${before}${mark}${after}${end}`);
        } catch (error) {
          expect(error).toBeInstanceOf(StoreAddressError);
          expect(String((error as Error).stack)).not.toContain(mark);
          expect((error as Error).cause).toBeUndefined();
        }
      }),
      { seed: 20240301, numRuns: 5_000 },
    );
  });
});
