import path from 'node:path';
import { parseCommandLine, USAGE } from './command-line.js';

describe('The command line of a witness', () => {
  it('needs nothing but a name at first: key, list of logs and records lie in one folder', () => {
    const dataDir = path.resolve('witness-data');
    expect(parseCommandLine([])).toEqual({
      dataDir,
      keyFile: path.join(dataDir, 'witness-key.pem'),
      logsFile: path.join(dataDir, 'logs.txt'),
      logsNamed: false,
      port: 3100,
      host: '127.0.0.1',
    });
  });

  it('may lay each of them elsewhere', () => {
    const args = '--name w.example --data /srv/w --key /safe/key.pem --logs /etc/logs.txt --port 0 --host ::1'.split(' ');
    expect(parseCommandLine(args)).toEqual({
      name: 'w.example',
      dataDir: '/srv/w',
      keyFile: '/safe/key.pem',
      logsFile: '/etc/logs.txt',
      logsNamed: true,
      port: 0,
      host: '::1',
    });
  });

  it.each([['--port', '70000'], ['--port', '-1'], ['--port', '3e3'], ['--port'], ['--fast'], ['word']].map((args) => ({ args })))(
    'refuses $args',
    ({ args }) => {
      expect(() => parseCommandLine(args)).toThrow(expect.objectContaining({ code: 'witness.argument' }));
    },
  );

  it('gives help where it is asked for, with every option', () => {
    expect(parseCommandLine(['--help'])).toBeUndefined();
    for (const option of ['--name', '--data', '--logs', '--key', '--port', '--host']) expect(USAGE).toContain(option);
  });
});
