import path from 'node:path';
import { isSamePlace, parseAddress } from './address.js';
import { UsageError } from './errors.js';

describe('The address of a ledger', () => {
  it('is a data folder', () => {
    expect(parseAddress('sqlite:data')).toEqual({ kind: 'sqlite', folder: path.resolve('data'), shown: 'sqlite:data' });
    expect(parseAddress('sqlite:/srv/账本 一')).toMatchObject({ folder: '/srv/账本 一' });
  });

  it.each([
    ['esdb://localhost:2113?tls=false', 'esdb://localhost:2113'],
    ['esdb://localhost', 'esdb://localhost:2113'],
    ['esdb+discover://admin:changeit@cluster.example:2113/?nodePreference=leader', 'esdb+discover://cluster.example:2113'],
    ['esdb://one:2113,two:2114,[::1]:2115?tls=true', 'esdb://one:2113,two:2114,[::1]:2115'],
  ])('%s is a server, shown as %s', (text, shown) => {
    expect(parseAddress(text)).toEqual({ kind: 'eventStoreDb', connection: text, shown });
  });

  const password = 'GEHEIM';
  it('never shows a password', () => {
    expect(parseAddress(`esdb://admin:${password}%40%3A@host:2113`)).toMatchObject({ shown: 'esdb://host:2113' });
  });

  it.each([
    '',
    'data',
    'sqlite:',
    'sqlite://data',
    'esdb://',
    `esdb://admin:${password}@`,
    `esdb://admin:${password}`,
    `esdb://admin: ${password}@ho st`,
    `kurrentdb://${password}@host`,
    `esdb://admin:a@${password}@host:2113`,
    `esdb://admin:a:${password}@host:2113`,
    `esdb://admin:${password}/@host:2113`,
    `esdb://admin:a?${password}@host:2113`,
    `esdb://admin:a?/${password}@host?tls=false`,
    `esdb://admin:${password}@host?tls=false`,
  ])('is refused without being repeated: %s', (text) => {
    expect(() => parseAddress(text)).toThrow(UsageError);
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(password) }));
  });

  it('is the same place by another spelling', () => {
    expect(isSamePlace(parseAddress('sqlite:data'), parseAddress('sqlite:./x/../data/'))).toBe(true);
    expect(isSamePlace(parseAddress('sqlite:.'), parseAddress(`sqlite:${path.join('..', path.basename(path.resolve('.')))}`))).toBe(true);
    expect(isSamePlace(parseAddress('esdb://a:b@host:2113'), parseAddress('esdb://host:2113?tls=false'))).toBe(true);
    expect(isSamePlace(parseAddress('sqlite:data'), parseAddress('sqlite:data2'))).toBe(false);
    expect(isSamePlace(parseAddress('sqlite:host'), parseAddress('esdb://host'))).toBe(false);
  });
});
