import { buffer } from 'node:stream/consumers';
import { canonicalJson, sha256 } from '#libs/kernel';
import { formatVerifierKey, leafHash, parsePolicy, parseProofFile, RunningRoot, verifyProofFile } from '#libs/transparency';
import { type EventLine, leafOf, parseBundlePath, parseManifest, parseResultFile, readEventLines } from '../index.js';
import { cityOf, corpusEvents, madeUp, unzip } from '../testing/index.js';
import { type BundleRequest, prepareBundle, streamOf } from './index.js';

const events = corpusEvents();
type City = Awaited<ReturnType<typeof cityOf>>;

async function bundleOf({ sources }: Pick<City, 'sources'>, request: BundleRequest): Promise<Buffer> {
  return buffer(streamOf(await prepareBundle(sources, request)));
}

async function linesOf(files: ReadonlyMap<string, Buffer>): Promise<EventLine[]> {
  const lines: EventLine[] = [];
  for (const [path, content] of files) {
    if (path.startsWith('events/')) for await (const line of readEventLines([content], path)) lines.push(line);
  }
  return lines;
}

const resultsIn = (files: ReadonlyMap<string, Buffer>) =>
  [...files].filter(([path]) => path.startsWith('results/')).map(([, content]) => parseResultFile(content.toString()));

/** Where the log stands right after its n-th event of a type. */
const after = (type: string, n = 1): number => events.flatMap((event, i) => (event.type === type ? [i + 1] : []))[n - 1] as number;

describe('an audit bundle of a small city', () => {
  let city: City;
  let bytes: Buffer;
  let whole: Map<string, Buffer>;
  let lines: readonly EventLine[];

  beforeAll(async () => {
    city = await cityOf(events, [100, 400, 500, events.length]);
    bytes = await bundleOf(city, { kind: 'whole', years: [2023] });
    whole = await unzip(bytes);
    lines = await linesOf(whole);
  });

  it('has what its manifest lists, to the byte, and the manifest last', () => {
    const manifest = parseManifest(whole.get('manifest.json') as Buffer);
    const listed = manifest.files.map(({ path }) => path);
    expect([...whole.keys()].at(-1)).toBe('manifest.json');
    expect([...whole.keys()].filter((path) => path !== 'manifest.json').sort()).toEqual(listed);
    for (const { path, bytes: length, sha256: hash } of manifest.files) {
      const content = whole.get(path) as Buffer;
      expect([path, content.byteLength, sha256(content)]).toEqual([path, length, hash]);
      expect(parseBundlePath(path)).toBeDefined();
    }
    const { ledgerId } = JSON.parse((events[0] as { data: string }).data) as { ledgerId: string };
    expect(manifest).toMatchObject({ kind: 'whole', years: [2023], ledgerId, origin: 'parkledger-sample', size: BigInt(events.length) });
  });

  it('holds every event in its place, so that the signed root follows from it', () => {
    const root = new RunningRoot();
    lines.forEach((line, i) => {
      expect([line.index, line.id]).toEqual([BigInt(i), events[i]?.id]);
      root.add(leafHash(Buffer.from(leafOf(line))));
    });
    expect(root.root()).toEqual(city.tree.root());
    expect(parseManifest(whole.get('manifest.json') as Buffer).root).toBe(Buffer.from(root.root()).toString('base64'));
  });

  it('shows the year whole, its base year with it, and of other years hashes only', () => {
    const forms = (pattern: RegExp) => [...new Set(lines.filter(({ stream }) => pattern.test(stream)).map(({ form }) => form))];
    expect(forms(/^(dossier-.*_(2022|2023)|evaluation-2023|scoringRun-2023_|award-.*_2023|park-|ledger-|scheme-|process-)/)).toEqual([
      'full',
    ]);
    expect(forms(/^(dossier-.*_2024|evaluation-2024|scoringRun-2024_)/)).toEqual(['hashesOnly']);
    for (const line of lines)
      if (line.form === 'full') expect(events[Number(line.index)]).toMatchObject({ data: line.data, metadata: line.metadata });
  });

  it('brings the schemes, the sheets and the files that its events name', () => {
    const byHash = (folder: string) => [...whole].filter(([path]) => path.startsWith(`${folder}/`) && !/^evidence\/.*json$/.test(path));
    for (const [path, content] of [...byHash('schemes'), ...byHash('sheets')])
      expect(path).toBe(`${path.split('/')[0]}/${sha256(content)}.json`);
    const scored = resultsIn(whole).flatMap(({ parks }) => parks.map(({ sheetHash }) => `sheets/${sheetHash}.json`));
    expect(
      byHash('sheets')
        .map(([path]) => path)
        .sort(),
    ).toEqual([...new Set(scored)].sort());
    for (const [path, content] of byHash('evidence')) expect(content).toEqual(madeUp(path.slice('evidence/'.length)));
    const opened = lines.find(({ stream, type }) => stream === 'evaluation-2023' && type === 'EvaluationOpened');
    expect(opened?.form === 'full' && byHash('schemes').map(([path]) => path)).toEqual([
      `schemes/${(JSON.parse((opened as { data: string }).data) as { scheme: { hash: string } }).scheme.hash}.json`,
    ]);
  });

  it('states the finalised editions as their runs recorded them', () => {
    const results = resultsIn(whole);
    expect(results.map(({ year, edition }) => [year, edition])).toEqual([
      [2023, 1],
      [2023, 2],
      [2023, 3],
    ]);
    const [first] = results;
    expect(first?.parks.map(({ park, rank, tier, award, held }) => [park, rank, tier, award, held])).toEqual([
      ['P-01', 1, 'A', '100', null],
      ['P-02', 2, 'A', '80', null],
      ['P-03', 3, 'A', '70', null],
      ['P-04', 4, 'A', '50', 'ungradedAccident'],
      ...['P-05', 'P-06', 'P-21', 'P-22'].map((park) => [park, null, null, null, null]),
    ]);
    const scored = lines.find(({ stream, type }) => stream === `scoringRun-2023_${first?.run}` && type === 'ParkScored');
    const { scores, total, sheetHash } = JSON.parse((scored as { data: string }).data) as Record<string, string>;
    expect(first?.parks[0]).toMatchObject({ scores, total, sheetHash, name: '示例园 P-01' });
  });

  it('proves each result and each score alone', () => {
    const policy = parsePolicy(`log ${formatVerifierKey(city.signer.verifier)}\nquorum none\n`);
    const wanted = lines.filter(({ type, form }) => form === 'full' && ['ResultsFinalised', 'RunCompleted', 'ParkScored'].includes(type));
    const proofs = [...whole].filter(([path]) => path.startsWith('proofs/'));
    expect(proofs.map(([path]) => path)).toEqual(wanted.map(({ id }) => `proofs/${id}.tlog-proof`));
    proofs.forEach(([, content], i) => {
      const proof = parseProofFile(content);
      expect(proof.index).toBe(wanted[i]?.index);
      verifyProofFile(proof, leafHash(Buffer.from(leafOf(wanted[i] as EventLine))), policy);
    });
    expect(whole.get('log/verifier-keys')?.toString()).toBe(`${formatVerifierKey(city.signer.verifier)}\n`);
  });

  it('brings earlier checkpoints: of each thousand events the newest, and the first that covers an edition', async () => {
    const sizes = (files: ReadonlyMap<string, Buffer>) =>
      [...files.keys()].flatMap((path) => (path.startsWith('log/checkpoints/') ? [Number(path.split('/')[2])] : []));
    expect(sizes(whole)).toEqual([500]);
    const [first, second] = [after('ResultsFinalised', 1), after('ResultsFinalised', 2)];
    const often = await cityOf(events, [100, first - 1, first, first + 1, second + 2, events.length - 1, events.length]);
    expect(sizes(await unzip(await bundleOf(often, { kind: 'public', years: [2023] })))).toEqual([first, second + 2, events.length - 1]);
  });

  it('is the same to the byte whenever it is made', async () => {
    expect((await bundleOf(await cityOf(events, [100, 400, 500, events.length]), { kind: 'whole', years: [2023] })).equals(bytes)).toBe(
      true,
    );
  });

  it('says which files are lost, and comes without them', async () => {
    const { sources } = city;
    const [path] = [...whole.keys()].filter((each) => each.startsWith('evidence/'));
    const lost = path?.slice('evidence/'.length) as string;
    const without = {
      ...sources,
      sheets: () => Promise.resolve([]),
      evidence: { ...sources.evidence, has: (hash: string) => Promise.resolve(hash !== lost) },
    };
    const bundle = await prepareBundle(without, { kind: 'whole', years: [2023] });
    const chunks = streamOf(bundle);
    const files = await unzip(await buffer(chunks));
    expect(files.has(path as string)).toBe(false);
    expect([...files.keys()].some((each) => each.startsWith('sheets/'))).toBe(false);
  });

  describe('is refused', () => {
    const refused = async (given: Pick<City, 'sources'>, request: BundleRequest): Promise<unknown> =>
      prepareBundle(given.sources, request).then(
        () => 'made',
        (error: { code: string }) => error.code,
      );

    it('while nothing is signed, and for a year without an evaluation', async () => {
      expect(await refused(await cityOf(events.slice(0, 5), []), { kind: 'whole', years: 'all' })).toBe('bundle.nothingSigned');
      expect(await refused(city, { kind: 'whole', years: [2023, 2031] })).toBe('bundle.yearUnknown');
      const unsigned = await cityOf(events, [after('EvaluationOpened') - 1]);
      expect(await refused(unsigned, { kind: 'whole', years: [2023] })).toBe('bundle.yearUnknown');
    });

    it('where the log is not the one that was signed', async () => {
      const changed = events.map((event) =>
        event.type === 'FactSubmitted' ? { ...event, data: event.data.replace('12.34', '12.35') } : event,
      );
      const { store } = await cityOf(changed);
      expect(await refused({ sources: { ...city.sources, store } }, { kind: 'whole', years: [2023] })).toBe('bundle.rootDiffers');
      const { store: cut } = await cityOf(events.slice(0, -1));
      expect(await refused({ sources: { ...city.sources, store: cut } }, { kind: 'whole', years: [2023] })).toBe('bundle.logShorter');
    });

    it('to the public before a result is final, and shows it nothing of the next one', async () => {
      const before = await cityOf(events.slice(0, after('ResultsFinalised') - 1));
      expect(await refused(before, { kind: 'public', years: [2023] })).toBe('bundle.notPublished');
      expect(await refused(before, { kind: 'public', years: 'all' })).toBe('bundle.notPublished');
      expect(await refused(before, { kind: 'whole', years: [2023] })).toBe('made');
      expect(await refused(city, { kind: 'public', years: [2024] })).toBe('bundle.notPublished');

      const between = await cityOf(events.slice(0, after('ResultsFinalised', 2) - 1));
      const files = await unzip(await bundleOf(between, { kind: 'public', years: [2023] }));
      expect(resultsIn(files).map(({ edition }) => edition)).toEqual([1]);
      const [{ run } = { run: -1 }] = resultsIn(files);
      const clear = (await linesOf(files)).filter(({ form, stream }) => form === 'full' && stream.startsWith('scoringRun-'));
      expect([...new Set(clear.map(({ stream }) => stream))]).toEqual([`scoringRun-2023_${run}`]);
    });
  });

  it('tells rank, tier and award so that the public can check them', async () => {
    const files = await unzip(await bundleOf(city, { kind: 'public', years: 'all' }));
    const exact = resultsIn(whole);
    resultsIn(files).forEach(({ parks, outcomeHash, run }, i) => {
      expect(parks.map(({ park, rank, tier, award }) => [park, rank, tier, award])).toEqual(
        exact[i]?.parks.map(({ park, rank, tier, award }) => [park, rank, tier, award]),
      );
      for (const { total, scores, sheetHash } of parks) {
        for (const points of [total ?? '0.00', ...Object.values(scores ?? {})]) expect(points).toMatch(/^\d+\.\d\d$/);
        expect(sheetHash).toBeNull();
      }
      const ranked = parks.flatMap(({ park, rank, tier, award }) => (rank === null ? [] : [{ park, rank, tier, award: award ?? '0' }]));
      const barred = parks.flatMap(({ park, status }) => (status === 'ranked' ? [] : [{ park, status }]));
      expect([run, sha256(canonicalJson({ ranked, barred }))]).toEqual([run, outcomeHash]);
    });
  });
});
