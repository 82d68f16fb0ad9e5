import { readFileSync } from 'node:fs';
import { CHECKPOINT_PATH, type EventLine, type Manifest, proofPath, resultPath } from '#libs/audit-bundle';
import type { NoteSigner } from '#libs/transparency';
import { Auditor, differs, type VerifyAnswer } from './testing/auditing.testing.js';
import { corpusBundle } from './testing/corpus-bundle.testing.js';
import type { ForgedBundle } from './testing/forged-bundle.testing.js';

/** Where the first edition of 2023 is final. */
const FINAL = 549;
const RESULT = resultPath(2023, 1);
const auditor = new Auditor();
let [whole, open, early, policy, signer]: [ForgedBundle, ForgedBundle, ForgedBundle, string, NoteSigner] = [] as never;
let [wholeFile, openFile, earlyFile, trust]: string[] = [];
beforeAll(async () => {
  ({ bundle: whole, policy, signer } = await corpusBundle('whole', { size: FINAL, signed: [400] }));
  ({ bundle: open } = await corpusBundle('public', { size: FINAL }));
  ({ bundle: early } = await corpusBundle('whole', { size: 480 }));
  [wholeFile, openFile, earlyFile] = [auditor.put('whole.zip', whole), auditor.put('public.zip', open), auditor.put('early.zip', early)];
  trust = auditor.put('trust.txt', policy);
}, 60_000);
afterAll(() => auditor.leave());

const indexOf = (bundle: ForgedBundle, type: string): number => bundle.lines.findLastIndex((line) => line.type === type);

describe('A bundle with a final result', () => {
  it('passes whole: every run, sheet, proof and table', async () => {
    const answer = await auditor.verify(whole, policy);
    expect(answer).toMatchObject({ exit: 0, differences: [] });
    expect(answer.steps.every(({ code, state }) => state === 'passed' || code === 'held')).toBe(true);
    expect(answer.steps.find(({ code }) => code === 'runs')?.counts).toEqual({ runs: 7, sheets: 48 });
    expect(answer.steps.find(({ code }) => code === 'results')?.counts).toMatchObject({ results: 1, rows: 8 });
  });

  it('passes as a public one, which says and counts what is withheld and never calls it verified', async () => {
    const answer = await auditor.verify(open, policy);
    expect(answer).toMatchObject({ exit: 0, differences: [] });
    const step = (code: string) => answer.steps.find((one) => one.code === code);
    expect([step('log')?.state, step('events')?.state, step('runs')?.state, step('results')?.state]).toEqual([
      'passed',
      'partly',
      'partly',
      'partly',
    ]);
    expect(step('events')?.withheld.data).toBeGreaterThan(500);
    expect(step('results')).toMatchObject({ counts: { rows: 8 }, withheld: { rows: 8 } });
    const { out } = await auditor.run('verify', openFile as string, '--trust', trust as string, '--lang', 'en');
    expect(out).toContain('what is withheld was not checked');
    expect(out).toContain('◐ scoring runs: 0 runs and 0 sheets');
    expect(out).not.toContain('all agrees');
  });

  it('says so where nobody judged the signatures', async () => {
    const { exit, out } = await auditor.run('verify', openFile as string, '--without-trust');
    expect(exit).toBe(0);
    expect(out).toContain('– 检查点：没有信任文件');
    expect(out).toContain('整份审计包可能是伪造的');
  });
});

describe('A result that was edited', () => {
  const scored = () => indexOf(whole, 'ParkScored');
  const totalUp = (bundle: ForgedBundle) =>
    bundle.editEvent(
      bundle.lines.findIndex(({ type, stream }) => type === 'ParkScored' && stream.endsWith('_33')),
      'data',
      /"total":"\d/,
      '"total":"9',
    );

  it('is found in the event, also where the holder of the log’s key signed it anew', async () => {
    const stream = 'scoringRun-2023_33';
    const unsigned = await auditor.verify(totalUp(whole).remanifest(), policy);
    expect(unsigned.first).toEqual(
      differs('verification.runDiffers', { stream, type: 'ParkScored', path: expect.stringContaining('total') }),
    );
    expect(unsigned.differences).toContainEqual(differs('verification.rootDiffers', { from: 400, index: FINAL - 1 }));
    const signed = totalUp(whole).resign(signer);
    expect((await auditor.verify(signed, policy)).first).toEqual(differs('verification.runDiffers', { stream, type: 'ParkScored' }));
    const again = await auditor.json('recompute', auditor.put('signed.zip', signed), '--trust', trust as string);
    expect(again).toMatchObject({ exit: 1, first: { code: 'auditor.recomputedDiffers', place: { stream, type: 'ParkScored' } } });
    expect(scored()).toBeGreaterThan(400);
  });

  it('is found in its table, and in a sheet', async () => {
    const table = whole.edit(RESULT, (text) => text.replace(/"total":"\d/, '"total":"9')).remanifest();
    expect((await auditor.verify(table, policy)).first).toEqual(
      differs('auditor.resultDiffers', { file: RESULT, path: expect.stringMatching(/^\/parks\/\d\/total$/) }),
    );
    const moved = whole.with(resultPath(2023, 2), String(whole.file(RESULT)).replace('"edition":1', '"edition":2')).remanifest();
    expect((await auditor.verify(moved, policy)).first).toEqual(differs('auditor.resultUnbacked', { file: resultPath(2023, 2) }));
    const sheet = [...whole.files.keys()].find((path) => path.startsWith('sheets/')) as string;
    const edited = whole.edit(sheet, (text) => text.replace(/"score":"\d/, '"score":"8')).remanifest();
    expect((await auditor.verify(edited, policy)).first).toEqual(differs('auditor.nameDiffers', { file: sheet }));
  });

  it('is found in a public bundle wherever something in the clear vouches for it', async () => {
    const table = open.edit(RESULT, (text) => text.replace('"rank":1', '"rank":2')).remanifest();
    expect((await auditor.verify(table, policy)).first).toEqual(
      differs('auditor.resultDiffers', { file: RESULT, path: expect.stringMatching(/rank$/) }),
    );
    const tier = open.editEvent(indexOf(open, 'TierAssigned'), 'data', /"tier":"."/, '"tier":"C"').remanifest();
    expect((await auditor.verify(tier, policy)).differences).toContainEqual(differs('verification.rootDiffers'));
    const hidden = open.withLines((lines) =>
      lines.map((line, at): EventLine => (at === 100 && line.form !== 'full' ? { ...line, dataHash: '0'.repeat(64) } : line)),
    );
    expect((await auditor.verify(hidden.remanifest(), policy)).first).toEqual(differs('verification.rootDiffers'));
  });

  it('does not pass by a proof file of another event, or one that was edited', async () => {
    const [one, other] = whole.lines
      .filter(({ type, stream }) => type === 'ParkScored' && stream.endsWith('_33'))
      .map(({ id }) => proofPath(id)) as [string, string];
    const swapped = whole.with(one, whole.file(other)).remanifest();
    expect((await auditor.verify(swapped, policy)).first).toEqual(differs('auditor.proofElsewhere', { file: one, type: 'ParkScored' }));
    const wrong = whole.edit(one, (text) => text.replace(/\n([^\n]{43}=)\n([^\n]{43}=)\n/, '\n$2\n$1\n')).remanifest();
    expect((await auditor.verify(wrong, policy)).first).toEqual(differs('transparency.inclusionWrong', { file: one }));
  });
});

describe('Computing again', () => {
  it('gives what was recorded', async () => {
    const answer = await auditor.json<{ editions: object[] }>(
      'recompute',
      wholeFile as string,
      '--year',
      '2023',
      '--trust',
      trust as string,
    );
    expect(answer).toMatchObject({ exit: 0, editions: [{ year: 2023, edition: 1, state: 'same', parks: 8, ranked: 4 }] });
  });

  it('shows what another scheme would change', async () => {
    const yaml = readFileSync('seeds/schemes/luan-2023.yaml', 'utf8');
    const other = auditor.put('other.yaml', yaml.replace("efficacyBase: '0.6'", "efficacyBase: '0.2'"));
    const { exit, out } = await auditor.run('recompute', wholeFile as string, '--scheme', other, '--lang', 'en');
    expect(exit).toBe(0);
    expect(out).toMatch(/By the scheme luan-2023 \d parks would differ:/);
    expect(out).toMatch(/taxPerMu: \S+ → \S+ \(.*another scheme/);
  });

  it('says that a public bundle can’t be computed', async () => {
    const answer = await auditor.json<{ editions: object[] }>('recompute', openFile as string);
    expect(answer).toMatchObject({ exit: 0, editions: [{ state: 'withheld' }] });
  });

  it.each([
    [['--year', '1999'], 'auditor.yearUnknown'],
    [['--scheme', 'nowhere.yaml'], 'auditor.cantRead'],
  ])('refuses what is not there: %j', async (args, code) => {
    expect(await auditor.json('recompute', wholeFile as string, ...args)).toMatchObject({ exit: 2, error: { code } });
  });
});

describe('Explaining a score', () => {
  const ask = (file: string, ...args: string[]) =>
    auditor.run('explain', file, '--year', '2023', '--park', 'P-01', '--indicator', 'taxPerMu', '--trust', trust as string, ...args);

  it('goes down to fact, event, file and row, each event shown to stand in the signed log', async () => {
    const { exit, out } = await ask(wholeFile as string);
    expect(exit).toBe(0);
    for (const words of [
      '得分：10.0000',
      '由事实重算而得',
      '条款 附件 亩均税收',
      '事实 taxPaid 第 1 版：流 dossier-P-01_2023 修订号 48',
      'tax-1 于 2024-01-08T02:57:00.000Z 提交，日志序号 175',
      '表 tax.csv 第 2 行',
      '✓ 日志序号 548：ResultsFinalised（定案）',
      '✓ 日志序号 175：FactSubmitted（计入的事实）',
      '已核',
    ])
      expect(out).toContain(words);
    expect((await ask(wholeFile as string, '--lang', 'en')).out).toContain('fact taxPaid version 1: stream dossier-P-01_2023 revision 48');
  });

  it('of a public bundle ends at the table, and says so', async () => {
    const { exit, out } = await ask(openFile as string);
    expect(exit).toBe(0);
    expect(out).toContain('得分：10.00\n取自结果表');
    expect(out).not.toMatch(/taxPaid|480\.25/);
  });

  it('shows where an event does not stand in the log that the checkpoint signs', async () => {
    const forged = whole.editEvent(175, 'metadata', 'T02:57:00.000Z', 'T02:57:09.000Z').remanifest();
    const { exit, out } = await ask(auditor.put('forged.zip', forged));
    expect(exit).toBe(1);
    expect(out).toContain('不在检查点所签的日志中');
  });

  it.each([
    [['--year', '2030'], 'auditor.yearUnknown'],
    [['--edition', '7'], 'auditor.editionUnknown'],
    [['--park', 'P-99'], 'auditor.parkUnknown'],
    [['--indicator', 'luck'], 'auditor.indicatorUnknown'],
  ])('refuses what is not there: %j', async (args, code) => {
    const { exit, out } = await ask(wholeFile as string, ...args, '--json');
    expect([exit, JSON.parse(out)]).toEqual([2, expect.objectContaining({ error: expect.objectContaining({ code }) })]);
  });
});

describe('Two bundles side by side', () => {
  const diff = (one: string, other: string) =>
    auditor.json<VerifyAnswer & { relation: object; added: object[]; results: object[] }>('diff', one, other, '--trust', trust as string);

  it('are the same, whole and public alike', async () => {
    expect(await diff(wholeFile as string, openFile as string)).toMatchObject({
      exit: 0,
      relation: { kind: 'same' },
      added: [],
      results: [],
    });
  });

  it('are one the continuation of the other: what was added, and what became of the result', async () => {
    expect(await diff(earlyFile as string, wholeFile as string)).toMatchObject({
      exit: 0,
      relation: { kind: 'continued', by: 'after', from: 480, to: FINAL },
      added: expect.arrayContaining([{ type: 'ResultsFinalised', events: 1 }]),
      results: [{ year: 2023, before: { run: 15, final: false }, after: { run: 33, final: true }, how: 'computed' }],
    });
    expect(await diff(wholeFile as string, earlyFile as string)).toMatchObject({ exit: 0, relation: { kind: 'continued', by: 'before' } });
    const { out } = await auditor.run('diff', earlyFile as string, wholeFile as string, '--lang', 'en');
    expect(out).toContain('B continues A: the 480 records of A stand in B as they are, and B has 69 more.');
    expect(out).toMatch(/P-02\n {6}tier: – → A \(another (tie|ruling)/);
  });

  it('part where one was changed; two signed heads of one size are a split view', async () => {
    const other = whole.editEvent(175, 'metadata', 'T02:57:00.000Z', 'T02:57:09.000Z').resign(signer);
    const split = await diff(wholeFile as string, auditor.put('split.zip', other.with('log/checkpoints/400', null).remanifest()));
    expect(split).toMatchObject({ exit: 1, relation: { kind: 'fork', index: 175 } });
    expect(split.differences).toEqual([differs('auditor.splitView', { index: FINAL - 1 }), differs('auditor.bundlesFork', { index: 175 })]);
    const held = await auditor.verify(other.with('log/checkpoints/400', null).remanifest(), policy, String(whole.file(CHECKPOINT_PATH)));
    expect(held.first).toEqual(differs('auditor.splitView'));
  });

  it('are of two ledgers', async () => {
    const foreign: Partial<Manifest> = { ledgerId: '00000000-0000-5000-8000-000000000000' };
    const answer = await diff(wholeFile as string, auditor.put('foreign.zip', whole.remanifest(foreign)));
    expect(answer).toMatchObject({ exit: 1, relation: { kind: 'otherLedger' }, first: { code: 'auditor.otherLedgers' } });
  });
});
