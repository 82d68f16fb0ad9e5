import { languageOf } from '../language/language.js';
import { Auditor } from '../testing/auditing.testing.js';
import { parseCommandLine } from './command-line.js';
import { commandNames } from './usage.js';

const read = (...args: readonly string[]) => parseCommandLine(args, {}).command;
const auditor = new Auditor();
afterAll(() => auditor.leave());

describe('The command line', () => {
  it('says which command, which files and what is asked for', () => {
    expect(read('verify', 'b.zip', '--trust', 'p.txt', '--held', 'one', '--held=two')).toEqual({
      name: 'verify',
      bundle: 'b.zip',
      trust: 'p.txt',
      held: ['one', 'two'],
    });
    expect(read('explain', 'b.zip', '--year', '2023', '--park', 'P-01', '--indicator', 'taxPerMu', '--edition', '2')).toMatchObject({
      year: 2023,
      park: 'P-01',
      indicator: 'taxPerMu',
      edition: 2,
    });
    expect(read('recompute', 'b.zip', '--scheme', 's.yaml')).toMatchObject({ name: 'recompute', scheme: 's.yaml', year: undefined });
    expect(read('diff', 'a.zip', 'b.zip')).toMatchObject({ before: 'a.zip', after: 'b.zip' });
    expect(read()).toEqual({ name: 'help', about: undefined });
    expect(read('diff', '--help')).toEqual({ name: 'help', about: 'diff' });
  });

  it.each([
    [['judge', 'b.zip'], 'unknownCommand'],
    [['verify'], 'bundleMissing'],
    [['verify', 'b.zip'], 'trustMissing'],
    [['verify', 'b.zip', '--trust'], 'badOption'],
    [['verify', 'b.zip', '--fast'], 'badOption'],
    [['verify', 'b.zip', 'c.zip', '--without-trust'], 'tooManyFiles'],
    [['verify', 'b.zip', '--trust', 'p', '--year', '2023'], 'optionElsewhere'],
    [['explain', 'b.zip', '--year', '2023', '--park', 'P'], 'optionMissing'],
    [['explain', 'b.zip', '--year', '23e1', '--park', 'P', '--indicator', 'x'], 'badYear'],
    [['explain', 'b.zip', '--year', '2023', '--park', 'P', '--indicator', 'x', '--edition', '0'], 'badEdition'],
    [['diff', 'a.zip'], 'bundleMissing'],
  ])('is refused with exit code 2 and a code: %j', async (args, reason) => {
    expect(await auditor.json(...args)).toMatchObject({ exit: 2, error: { code: 'auditor.usage', params: { reason } } });
    const { exit, out, err } = await auditor.run(...args, '--lang=en');
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(/^The command line is not right: .*\[auditor\.usage\]\nSee parkledger-audit --help\.\n$/s);
  });

  it('refuses a language that it does not speak, in Chinese', async () => {
    expect(await auditor.run('diff', 'a.zip', 'b.zip', '--lang', 'fr')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('语言不对'),
    });
  });

  it('has help in two languages for every command, and a version', async () => {
    for (const name of commandNames) {
      expect(await auditor.run('help', name, '--lang', 'zh')).toMatchObject({
        exit: 0,
        out: expect.stringMatching(new RegExp(`^parkledger-audit ${name} .*[\u4e00-\u9fff]`, 's')),
      });
      expect((await auditor.run(name, '-h', '--lang', 'en')).out).not.toMatch(/[\u4e00-\u9fff]/);
    }
    expect(await auditor.run('--version')).toEqual({ exit: 0, out: '1.2.3\n', err: '' });
  });

  it('answers in the language of the system where that is English, and in Chinese otherwise', () => {
    expect(languageOf({ LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(languageOf({ LC_ALL: 'zh_CN', LANG: 'en_US' })).toBe('zh');
    expect(languageOf({ LANG: 'C' })).toBe('zh');
    expect(languageOf({})).toBe('zh');
  });

  it('refuses files that are none, each with its code', async () => {
    const text = auditor.put('letter.txt', 'a letter');
    expect(await auditor.json('verify', text, '--without-trust')).toMatchObject({ exit: 2, error: { code: 'auditor.notZip' } });
    expect(await auditor.json('verify', text, '--trust', text)).toMatchObject({ exit: 2, error: { code: 'transparency.policyLine' } });
    expect(await auditor.json('verify', 'nowhere.zip', '--without-trust')).toMatchObject({ exit: 2, error: { code: 'auditor.cantRead' } });
    expect(await auditor.json('verify', text, '--without-trust', '--held', text)).toMatchObject({
      exit: 2,
      error: { code: 'transparency.noteMalformed' },
    });
  });
});
