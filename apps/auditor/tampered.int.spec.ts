import { CHECKPOINT_PATH, type EventLine, parseManifest, MANIFEST_PATH } from '#libs/audit-bundle';
import { cosigner, formatNote, formatVerifierKey, type NoteSigner, parseNote, signatureOf } from '#libs/transparency';
import { keyOf, signerOf } from '#libs/transparency/testing';
import { Auditor, differs } from './testing/auditing.testing.js';
import { corpusBundle } from './testing/corpus-bundle.testing.js';
import type { ForgedBundle } from './testing/forged-bundle.testing.js';

/** An enterprise's tax as 税务 delivered it. */
const FACT = 175;
/** A signed size before the last. */
const SIGNED = 100;
const auditor = new Auditor();
let [bundle, policy, signer]: [ForgedBundle, string, NoteSigner] = [] as never;
let head: string;
beforeAll(async () => {
  ({ bundle, policy, signer } = await corpusBundle('whole', { size: 182, signed: [SIGNED] }));
  head = String(bundle.file(CHECKPOINT_PATH));
}, 60_000);
afterAll(() => auditor.leave());

const events = 'events/000000000.ndjson';
const rename = (at: number) => (line: EventLine) => ({ ...line, index: BigInt(at) });
const renumbered = (lines: EventLine[]) => lines.map((line, at) => rename(at)(line));
const inTree = (code: string, place: object = {}) => [code, place] as const;
const rootOff = inTree('verification.rootDiffers', { from: SIGNED, index: 181 });

describe('A bundle that nobody touched', () => {
  it('passes, with and without an older checkpoint in hand', async () => {
    const earlier = String(bundle.file(`log/checkpoints/${SIGNED}`));
    const answer = await auditor.verify(bundle, policy, earlier, head);
    expect(answer).toMatchObject({ exit: 0, differences: [] });
    expect(answer.steps.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'files passed',
      'checkpoint passed',
      'held passed',
      'log passed',
      'events passed',
      'runs passed',
      'evidence passed',
      'proofs notChecked',
      'results notChecked',
    ]);
    expect(await auditor.verify(bundle.remanifest(), policy)).toMatchObject({ exit: 0 });
    expect(await auditor.verify(bundle.resign(signer), policy)).toMatchObject({ exit: 0 });
  });
});

describe('A bundle whose events were changed', () => {
  const cases: readonly (readonly [string, (b: ForgedBundle) => ForgedBundle, readonly (readonly [string, object])[]])[] = [
    [
      'an amount edited, and nothing else',
      (b) => b.editEvent(FACT, 'data', '"480.25"', '"580.25"'),
      [inTree('auditor.fileBytesDiffer', { file: events }), rootOff],
    ],
    ['an amount edited and the manifest made anew', (b) => b.editEvent(FACT, 'data', '"480.25"', '"580.25"').remanifest(), [rootOff]],
    [
      'who delivered it edited',
      (b) => b.editEvent(FACT, 'metadata', 'tax-1', 'tax-2').remanifest(),
      [inTree('verification.decision', { index: FACT + 1 }), rootOff],
    ],
    ['a salt changed', (b) => b.editEvent(FACT, 'metadata', /"salt":"./, '"salt":"0').remanifest(), [rootOff]],
    [
      'an event removed',
      (b) => b.withLines((lines) => lines.filter((_, at) => at !== FACT)).remanifest(),
      [
        inTree('verification.indexGap', { index: FACT + 1 }),
        inTree('verification.revisionGap', { index: FACT + 1, stream: 'dossier-P-01_2023' }),
      ],
    ],
    [
      'an event removed and the rest renumbered',
      (b) => b.withLines((lines) => renumbered(lines.filter((_, at) => at !== FACT))).remanifest(),
      [inTree('verification.revisionGap', { index: FACT, revision: 49 }), inTree('verification.tooShort', { index: 181 })],
    ],
    [
      'two events swapped',
      (b) =>
        b
          .withLines((lines) => {
            const [one, other] = [lines[53] as EventLine, lines[54] as EventLine];
            return renumbered([...lines.slice(0, 53), other, one, ...lines.slice(55)]);
          })
          .remanifest(),
      [inTree('verification.rootDiffers', { from: 0, index: SIGNED - 1 })],
    ],
    [
      'an event inserted',
      (b) =>
        b
          .withLines((lines) => {
            const copy = { ...(lines[FACT] as EventLine), id: '00000000-0000-5000-8000-000000000000' };
            return renumbered([...lines.slice(0, FACT), copy, ...lines.slice(FACT)]);
          })
          .remanifest(),
      [
        inTree('verification.idWrong', { index: FACT, eventId: '00000000-0000-5000-8000-000000000000' }),
        inTree('verification.revisionGap', { index: FACT + 1 }),
      ],
    ],
    ['the tail cut', (b) => b.withLines((lines) => lines.slice(0, 150)).remanifest(), [inTree('verification.tooShort', { index: 150 })]],
    [
      'the scheme edited in its event',
      (b) => b.editEvent(1, 'data', '"equalReference":"full"', '"equalReference":"base"').remanifest(),
      [
        inTree('verification.schemeHash', { index: 1, stream: 'scheme-luan-2023' }),
        inTree('verification.rootDiffers', { from: 0, index: SIGNED - 1 }),
      ],
    ],
  ];
  it.each(cases)('is found out: %s', async (_what, forge, expected) => {
    const answer = await auditor.verify(forge(bundle), policy);
    expect(answer.exit).toBe(1);
    for (const [code, place] of expected) expect(answer.differences).toContainEqual(differs(code, place));
    expect(answer.first).toEqual(differs(...(expected[0] as [string, object])));
  });

  it('by the holder of the log’s key, who signs anew: is found by a checkpoint kept elsewhere, and by what follows from the events', async () => {
    const rewritten = bundle.editEvent(FACT, 'metadata', 'T02:57:00.000Z', 'T02:57:01.000Z').resign(signer);
    expect(await auditor.verify(rewritten, policy)).toMatchObject({ exit: 0 });
    const answer = await auditor.verify(rewritten, policy, head);
    expect(answer).toMatchObject({ exit: 1, first: { code: 'auditor.splitView', params: { size: '182' } } });
    const shortened = bundle.withLines((lines) => lines.slice(0, 150)).resign(signer);
    expect(await auditor.verify(shortened, policy)).toMatchObject({ exit: 0 });
    expect(await auditor.verify(shortened, policy, head)).toMatchObject({
      exit: 1,
      first: { code: 'auditor.heldNewer', params: { missing: '32' } },
    });
    const longer = (await corpusBundle('whole', { size: 200 })).bundle.editEvent(FACT, 'metadata', 'T02:57:00.000Z', 'T02:57:01.000Z');
    expect((await auditor.verify(longer.resign(signer), policy, head)).differences).toContainEqual(
      differs('auditor.heldDiffers', { index: 181 }),
    );
  });

  it('is told where a line is no line of the format, and that what follows was not looked at', async () => {
    for (const [from, to] of [
      ['"index":"0"', '"index":"00"'],
      ['"revision":0', '"revision": 0'],
      ['{"data"', '{"data":0,"data"'],
    ] as const) {
      const answer = await auditor.verify(bundle.edit(events, (text) => text.replace(from, to)).remanifest(), policy);
      expect(answer).toMatchObject({ exit: 1, first: { code: 'bundle.lineMalformed', place: { file: events, path: 'line 1' } } });
      expect(answer.steps.at(-1)).toMatchObject({ code: 'log', state: 'failed' });
    }
    const huge = bundle.with(events, `{"data":"${'x'.repeat(1024 * 1024)}"}\n`).remanifest();
    expect(await auditor.verify(huge, policy)).toMatchObject({
      exit: 1,
      first: { code: 'bundle.lineMalformed', params: { reason: 'tooLong' } },
    });
  });
});

describe('A bundle with a forged checkpoint', () => {
  const note = (change: (text: string) => string) => bundle.edit(CHECKPOINT_PATH, change).remanifest();
  it.each([
    ['signed with another key', () => bundle.resign(signerOf('parkledger-sample', 'forger')), 'transparency.noteUnsigned'],
    ['of another log', () => bundle.resign(signerOf('elsewhere')), 'transparency.noteUnsigned'],
    ['with another size', () => note((text) => text.replace('\n182\n', '\n181\n')), 'transparency.signatureWrong'],
    ['with a leading zero', () => note((text) => text.replace('\n182\n', '\n0182\n')), 'transparency.checkpointMalformed'],
    ['with CRLF', () => note((text) => text.replaceAll('\n', '\r\n')), 'transparency.notText'],
    ['with its empty line left out', () => note((text) => text.replace('\n\n', '\n')), 'transparency.noteMalformed'],
  ] as const)('is refused: %s', async (_what, forge, code) => {
    const answer = await auditor.verify(forge(), policy);
    expect(answer).toMatchObject({ exit: 1, first: { code, place: { file: CHECKPOINT_PATH } } });
    expect(answer.steps.find((step) => step.code === 'checkpoint')?.state).toBe('failed');
  });

  it('is refused under a key of the same id: only the key decides, not its number', async () => {
    const forger = signerOf('parkledger-sample', 'forger');
    const id = { ...forger, verifier: { ...forger.verifier, keyId: signer.verifier.keyId } };
    expect(await auditor.verify(bundle.resign(id), policy)).toMatchObject({ exit: 1, first: { code: 'transparency.signatureWrong' } });
  });

  it('may bear signatures of strangers: they say nothing, for or against', async () => {
    const [stranger] = String(bundle.resign(signerOf('parkledger-sample', 'forger')).file(CHECKPOINT_PATH))
      .split('\n')
      .slice(-2);
    expect(
      await auditor.verify(
        note((text) => `${text}${stranger}\n`),
        policy,
      ),
    ).toMatchObject({ exit: 0, trust: { unknownSignatures: 1 } });
  });

  it('is not enough where the trust file asks for a witness that has not cosigned', async () => {
    const county = cosigner('county.example', keyOf('county'), 1_700_000_000n);
    const asked = `log ${formatVerifierKey(signer.verifier)}\nwitness county ${formatVerifierKey(county.verifier)}\nquorum county\n`;
    expect((await auditor.verify(bundle, asked)).first).toEqual(differs('transparency.quorumMissing', { file: CHECKPOINT_PATH }));
    const cosigned = note((text) => {
      const signed = parseNote(text);
      return formatNote({ ...signed, signatures: [...signed.signatures, signatureOf(signed.text, county)] });
    });
    expect(await auditor.verify(cosigned, asked)).toMatchObject({
      exit: 0,
      trust: { witnesses: [{ name: 'county', at: '2023-11-14T22:13:20.000Z' }] },
    });
  });

  it('is told from the manifest’s head', async () => {
    const answer = await auditor.verify(bundle.remanifest({ size: 181n }), policy);
    expect(answer.first).toEqual(differs('auditor.headDiffers', { file: CHECKPOINT_PATH }));
  });

  it('that is an earlier one of another history is found', async () => {
    const other = bundle
      .editEvent(20, 'metadata', /"correlationId":"./, '"correlationId":"0')
      .withLines((lines) => lines.slice(0, SIGNED))
      .resign(signer);
    const answer = await auditor.verify(bundle.with(`log/checkpoints/${SIGNED}`, other.file(CHECKPOINT_PATH)).remanifest(), policy);
    expect(answer.first).toEqual(differs('verification.rootDiffers', { from: 0, index: SIGNED - 1 }));
  });
});

describe('A bundle whose files were exchanged', () => {
  const evidence = () => [...bundle.files.keys()].find((path) => /^evidence\/[0-9a-f]{64}$/.test(path)) as string;
  const scheme = () => [...bundle.files.keys()].find((path) => path.startsWith('schemes/')) as string;

  it('is found out: evidence with other bytes, with and without the manifest made anew, and evidence left out', async () => {
    const changed = bundle.edit(evidence(), (text) => `${text}x`);
    expect((await auditor.verify(changed, policy)).first).toEqual(differs('auditor.fileBytesDiffer', { file: evidence() }));
    const answer = await auditor.verify(changed.remanifest(), policy);
    expect(answer.first).toEqual(differs('auditor.nameDiffers', { file: evidence() }));
    expect(answer.differences).toContainEqual(differs('verification.evidenceChanged', { file: evidence().slice('evidence/'.length) }));
    const without = await auditor.verify(bundle.with(evidence(), null).remanifest(), policy);
    expect(without.first).toEqual(differs('verification.evidenceMissing', { file: evidence().slice('evidence/'.length) }));
  });

  it('is found out: a scheme file edited, a scheme that no event names, a file too many or too few', async () => {
    const edited = bundle.edit(scheme(), (text) => text.replace('"equalReference":"full"', '"equalReference":"base"'));
    expect((await auditor.verify(edited.remanifest(), policy)).first).toEqual(differs('auditor.nameDiffers', { file: scheme() }));
    const hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    const foreign = bundle.with(`schemes/${hash}.json`, '{}');
    expect((await auditor.verify(foreign, policy)).first).toEqual(differs('auditor.fileUnlisted', { file: `schemes/${hash}.json` }));
    expect((await auditor.verify(foreign.remanifest(), policy)).first).toEqual(
      differs('auditor.resultUnbacked', { file: `schemes/${hash}.json` }),
    );
    expect((await auditor.verify(bundle.with(scheme(), null), policy)).first).toEqual(differs('auditor.fileMissing', { file: scheme() }));
  });
});

describe('What is no bundle', () => {
  it.each([
    ['without a manifest', () => bundle.with(MANIFEST_PATH, null).files, 'auditor.manifestMissing'],
    [
      'of another format',
      () => bundle.edit(MANIFEST_PATH, (text) => text.replace('bundle@1', 'bundle@2')).files,
      'bundle.manifestMalformed',
    ],
    ['with a path that none has', () => bundle.with('events/x.exe', '').files, 'bundle.pathUnknown'],
  ])('is refused: %s', async (_what, files, code) => {
    const { handMadeZip } = await import('./zip/hand-made-zip.testing.js');
    const answer = await auditor.verify(handMadeZip([...files()].map(([name, bytes]) => ({ name, bytes }))), policy);
    expect(answer).toMatchObject({ exit: 2, error: { code } });
  });

  it('is a bundle again when it is as it was', () => {
    expect(parseManifest(bundle.file(MANIFEST_PATH)).size).toBe(182n);
  });
});
