import path from 'node:path';
import { UsageError } from '../errors.js';
import { parseBundleCommand } from './command-line.js';

describe('npm run bundle, as it is asked', () => {
  it.each([
    [['--year', '2023'], { from: { folder: path.resolve('here') }, request: { kind: 'whole', years: [2023] } }],
    [
      ['--year', '2023,2022,2023', '--public', 'other/data'],
      { from: { folder: path.resolve('other/data') }, request: { kind: 'public', years: [2022, 2023] } },
    ],
    [['--all', '--out', 'x.zip', 'sqlite:data'], { request: { years: 'all' }, out: path.resolve('x.zip') }],
    [['--all', 'esdb://admin:secret@host:2113'], { from: { kind: 'eventStoreDb', shown: 'esdb://host:2113' } }],
  ])('%j', (args, command) => {
    expect(parseBundleCommand(args, 'here')).toMatchObject(command);
  });

  it('helps who asks', () => {
    expect(parseBundleCommand(['--help'])).toBeUndefined();
  });

  it.each([
    [[]],
    [['--year', '2023', '--all']],
    [['--year', '23']],
    [['--year', 'all']],
    [['--all', 'one', 'two']],
    [['--all', '--fast']],
    [['--all', 'esdb://admin:SECRET']],
  ])('refuses %j, and repeats no password', (args) => {
    expect(() => parseBundleCommand(args)).toThrow(UsageError);
    expect(() => parseBundleCommand(args)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('SECRET') }));
  });
});
