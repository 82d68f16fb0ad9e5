import fc from 'fast-check';
import { canonicalJson, DomainError, eventSalt, leaf } from '#libs/kernel';
import {
  type EventLine,
  eventsPath,
  formatEventLine,
  formatManifest,
  formatResultFile,
  fullLine,
  leafOf,
  type Manifest,
  parseBundlePath,
  parseEventLine,
  parseManifest,
  parseResultFile,
  readEventLines,
  type ResultFile,
  withholdAll,
  withholdSalt,
} from './index.js';

const id = '0b1d2f3a-0000-5000-8000-000000000001';
const salt = eventSalt('aa'.repeat(32), id);
const stored = {
  stream: 'dossier-园1_2023',
  revision: 3,
  id,
  type: 'FactSubmitted',
  data: canonicalJson({ metric: 'taxPaid', lines: [{ amount: '123.45', note: '引号"与换行\n' }] }),
  metadata: canonicalJson({ recordedAt: '2024-05-01T00:00:00.000Z', actor: { account: 'tax-01', role: 'department' }, salt }),
};
const full = fullLine(17n, stored);
const forms: readonly EventLine[] = [full, withholdSalt(full), withholdAll(full)];

/** The code and the reason of a refusal. */
function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} ${error.params.reason ?? error.params.path}`;
    throw error;
  }
  return 'taken';
}

describe('an event of a bundle', () => {
  it.each(forms.map((line) => [line.form, line] as const))(
    '%s: is read as it was written, and gives the leaf of the log',
    (_form, line) => {
      expect(parseEventLine(formatEventLine(line), 'events/x', 1)).toEqual(line);
      expect(formatEventLine(line)).toBe(canonicalJson(JSON.parse(formatEventLine(line))));
      expect(leafOf(line)).toBe(leaf(stored));
    },
  );

  it('gives nothing away without its salt: neither data nor salt stand in the line', () => {
    for (const line of forms.slice(1)) {
      expect(formatEventLine(line)).not.toContain('123.45');
      expect(formatEventLine(line)).not.toContain(salt);
    }
    expect(formatEventLine(forms[1] as EventLine)).toContain('tax-01');
    expect(formatEventLine(forms[2] as EventLine)).not.toContain('tax-01');
  });

  const written = formatEventLine(full);
  const change = (from: string, to: string): string => written.replace(from, to);
  it.each([
    ['no JSON', '{', 'notJson'],
    ['a list', '[]', 'notJson'],
    ['a blank', change(':', ': '), 'notCanonical'],
    ['another order', change('{"data"', '{"type":"x","data"'), 'notCanonical'],
    ['a key twice', change('"index":"17"', '"index":"16","index":"17"'), 'notCanonical'],
    ['an escape that is not needed', change('taxPaid', 't\\u0061xPaid'), 'notCanonical'],
    ['a float', change('"123.45"', '123.45'), 'notCanonical'],
    ['a field more', change('{"data"', '{"about":"x","data"'), 'fields'],
    ['a field less', change('"revision":3,', ''), 'fields'],
    ['a negative revision', change('"revision":3', '"revision":-3'), 'fields'],
    ['an index as a number', change('"17"', '17'), 'index'],
    ['an index with a leading zero', change('"17"', '"017"'), 'index'],
    ['no salt', formatEventLine(forms[1] as EventLine).replace(/"dataHash":"[0-9a-f]{64}"/, '"data":1'), 'salt'],
    ['a salt beside withheld data', change(/"data":.*?,"id"/.exec(written)?.[0] ?? '', `"dataHash":"${'0'.repeat(64)}","id"`), 'salt'],
    ['a short hash', formatEventLine(forms[2] as EventLine).replace(/[0-9a-f]{64}/, 'ab'), 'fields'],
    ['data nested without end', change(stored.data, `${'['.repeat(50_000)}${']'.repeat(50_000)}`), 'notCanonical'],
    ['a lone surrogate', change('园1', '\\ud800'), 'notCanonical'],
    ['a line beyond the limit', change('taxPaid', 'x'.repeat(1024 * 1024)), 'tooLong'],
  ])('refuses %s', (_what, text, reason) => {
    expect(refusal(() => parseEventLine(text, 'events/x', 4))).toBe(`bundle.lineMalformed ${reason}`);
  });

  it('is found in a file however its bytes arrive', async () => {
    const file = Buffer.from(forms.map((line) => `${formatEventLine(line)}\n`).join(''));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
        const chunks = Array.from({ length: Math.ceil(file.byteLength / size) }, (_, i) => file.subarray(i * size, (i + 1) * size));
        const read: EventLine[] = [];
        for await (const line of readEventLines(chunks, 'events/x')) read.push(line);
        expect(read).toEqual(forms);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it.each([
    ['its last line feed is missing', Buffer.from(written), 'noFinalNewline'],
    ['it is not UTF-8', Buffer.concat([Buffer.from([0xff]), Buffer.from('\n')]), 'notText'],
    ['it has CR LF', Buffer.from(`${written}\r\n`), 'notCanonical'],
    ['it begins with a byte order mark', Buffer.from(`\ufeff${written}\n`), 'notJson'],
  ])('a file is refused where %s', async (_what, bytes, reason) => {
    const read = async (): Promise<void> => {
      for await (const _line of readEventLines([bytes], 'events/x'));
    };
    await expect(read()).rejects.toMatchObject({ code: 'bundle.lineMalformed', params: { reason, line: 1, path: 'events/x' } });
  });
});

const file = { path: 'log/checkpoint', bytes: 3, sha256: 'ab'.repeat(32) };
const manifest: Manifest = {
  kind: 'public',
  years: [2022, 2023],
  ledgerId: id,
  origin: 'parkledger/luan',
  size: 12_345_678_901n,
  root: Buffer.alloc(32, 7).toString('base64'),
  files: [{ ...file, path: 'index.html' }, file],
};

describe('the manifest', () => {
  it.each([manifest, { ...manifest, kind: 'whole' as const, years: 'all' as const }])('is read as it was written', (one) => {
    expect(parseManifest(Buffer.from(formatManifest(one)))).toEqual(one);
    expect(formatManifest(one)).toMatch(/^\{"checkpoint":"log\/checkpoint",.*\}\n$/);
  });

  const written = formatManifest(manifest);
  it.each([
    ['no JSON', '{', 'manifestMalformed notJson'],
    ['another format', written.replace('bundle@1', 'bundle@2'), 'manifestMalformed format'],
    ['a field more', written.replace('{', '{"a":1,'), 'manifestMalformed fields'],
    ['an unknown kind', written.replace('"public"', '"secret"'), 'manifestMalformed fields'],
    ['years out of order', written.replace('2022,2023', '2023,2022'), 'manifestMalformed years'],
    ['no year', written.replace('2022,2023', ''), 'manifestMalformed years'],
    ['a size as a number', written.replace('"12345678901"', '12345678901'), 'manifestMalformed size'],
    ['a short root', written.replace(manifest.root, 'AAAA'), 'manifestMalformed root'],
    ['files out of order', formatManifest({ ...manifest, files: [file, { ...file, path: 'index.html' }] }), 'manifestMalformed files'],
    ['a file twice', formatManifest({ ...manifest, files: [file, file] }), 'manifestMalformed files'],
    ['no checkpoint', formatManifest({ ...manifest, files: [] }), 'manifestMalformed files'],
    ['itself', formatManifest({ ...manifest, files: [file, { ...file, path: 'manifest.json' }] }), 'manifestMalformed files'],
    ['a path out of the bundle', formatManifest({ ...manifest, files: [{ ...file, path: '../log' }, file] }), 'pathUnknown ../log'],
    ['a blank', written.replace(':', ': '), 'manifestMalformed notCanonical'],
    ['no final line feed', written.trimEnd(), 'manifestMalformed notCanonical'],
  ])('is refused with %s', (_what, text, said) => {
    expect(refusal(() => parseManifest(text))).toBe(`bundle.${said}`);
  });
});

describe('a path of a bundle', () => {
  it.each([
    ['events/000000000.ndjson', { kind: 'events', first: 0n }],
    [eventsPath(12_345_678_901n), { kind: 'events', first: 12_345_678_901n }],
    ['log/checkpoints/0', { kind: 'earlierCheckpoint', size: 0n }],
    ['results/2023/edition-2.json', { kind: 'result', year: 2023, edition: 2 }],
    [`evidence/${'ab'.repeat(32)}.json`, { kind: 'evidenceDescription', hash: 'ab'.repeat(32) }],
    [`proofs/${id}.tlog-proof`, { kind: 'proof', eventId: id }],
    ['page/sheets-1.js', { kind: 'pagePart', name: 'sheets-1.js' }],
  ])('%s says what it holds', (path, entry) => {
    expect(parseBundlePath(path)).toEqual(entry);
  });

  it.each([
    '',
    'constructor',
    '/etc/passwd',
    '../index.html',
    'events/0.ndjson',
    'events/0000000000.ndjson',
    'page/../x.js',
    'page/x.exe',
    'log/checkpoints/007',
    `sheets/${'AB'.repeat(32)}.json`,
    'manifest.json\n',
  ])('%j is refused', (path) => {
    expect(refusal(() => parseBundlePath(path))).toMatch(/^bundle\.pathUnknown/);
  });
});

describe('a published result', () => {
  const result: ResultFile = {
    format: 'parkledger-result@1',
    year: 2023,
    edition: 1,
    run: 4,
    finalised: { eventId: id, index: '99' },
    scheme: { id: 'luan-2023', hash: 'cd'.repeat(32) },
    engine: '1',
    resultDay: '2024-09-30',
    resultHash: '01'.repeat(32),
    outcomeHash: '02'.repeat(32),
    ranked: 1,
    tiers: { A: 1, B: 0, C: 0 },
    parks: [
      {
        park: '园1',
        name: '甲园',
        status: 'ranked',
        rank: 1,
        tier: 'A',
        award: '100',
        held: null,
        total: '88.50',
        scores: { taxPerMu: '7.25' },
        reasons: null,
        sheetHash: null,
      },
    ],
  };
  const written = formatResultFile(result);

  it('is read as it was written', () => {
    expect(parseResultFile(written)).toEqual(result);
  });

  it.each([
    ['another format', written.replace('result@1', 'result@9'), 'format'],
    ['a score as a number', written.replace('"7.25"', '7.25'), 'fields'],
    ['a blank', written.replace(':', ': '), 'notCanonical'],
    ['no JSON', 'null?', 'notJson'],
    ['nothing', 'null', 'format'],
    ['a lone surrogate', written.replace('甲园', '\\ud800'), 'notCanonical'],
  ])('is refused with %s', (_what, text, reason) => {
    expect(refusal(() => parseResultFile(text))).toBe(`bundle.resultMalformed ${reason}`);
  });
});
