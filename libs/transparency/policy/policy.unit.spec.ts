import fc from 'fast-check';
import {
  checkPolicy,
  cosigner,
  formatCheckpoint,
  formatNote,
  formatPolicy,
  formatVerifierKey,
  type NoteSigner,
  parsePolicy,
  signatureOf,
  signNote,
} from '../index.js';
import { flipped, keyOf, leafData, refusal, signerOf, treeOf } from '../testing/index.js';

const origin = 'park.example/luan';
const log = signerOf(origin);
const witnessOf = (name: string, time = 1_700_000_000n): NoteSigner => cosigner(`${name}.example`, keyOf(name), time);
const key = (signer: NoteSigner): string => formatVerifierKey(signer.verifier);
const names = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'];
const text = formatCheckpoint({ origin, size: 7n, root: treeOf(leafData(7)).root(), extensions: [] });
const noteBy = (...signers: readonly NoteSigner[]): string => signNote(text, signers);

// The example of C2SP tlog-policy, with keys.
const example = `
log ${key(log)}

witness X1 ${key(witnessOf('X1'))}
witness X2 ${key(witnessOf('X2'))}
witness X3 ${key(witnessOf('X3'))}
group X-witnesses 2 X1 X2 X3

witness Y1 ${key(witnessOf('Y1'))}
witness Y2 ${key(witnessOf('Y2'))}
witness Y3 ${key(witnessOf('Y3'))}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

describe('the example of the specification', () => {
  const policy = parsePolicy(example);

  it('accepts exactly what two of X and one of Y have cosigned', () => {
    for (let choice = 0; choice < 1 << names.length; choice++) {
      const cosigned = names.filter((_, n) => choice & (1 << n));
      const enough = cosigned.filter((name) => name.startsWith('X')).length >= 2 && cosigned.some((name) => name.startsWith('Y'));
      const note = noteBy(log, ...cosigned.map((name) => witnessOf(name)));
      if (enough) expect(checkPolicy(policy, note).witnesses.map(({ witness }) => witness.name)).toEqual(cosigned);
      else expect(() => checkPolicy(policy, note)).toThrow(refusal('transparency.quorumMissing'));
    }
  });

  it('says which logs and witnesses it rests on, and when they saw it', () => {
    const verdict = checkPolicy(policy, noteBy(log, witnessOf('X1', 5n), witnessOf('X3', 6n), witnessOf('Y2', 7n)));
    expect(verdict.logs.map(({ verifier }) => verifier.name)).toEqual([origin]);
    expect(verdict.witnesses.map(({ time }) => time)).toEqual([5n, 6n, 7n]);
    expect(verdict.checkpoint.size).toBe(7n);
  });

  it('says who has cosigned where it was not enough', () => {
    expect(() => checkPolicy(policy, noteBy(log, witnessOf('X1')))).toThrow('信任文件要求「X-and-Y」，有效联署来自：X1');
    expect(() => checkPolicy(policy, noteBy(log))).toThrow('有效联署来自：无');
  });

  it('takes one key under two names for two logs, as the epochs of a ledger are: each speaks for its own name only', () => {
    const later = signerOf(`${origin}/epoch-2`, origin);
    const both = parsePolicy(`log ${key(log)}\nlog ${key(later)}\nquorum none\n`);
    const laterText = formatCheckpoint({ origin: `${origin}/epoch-2`, size: 7n, root: treeOf(leafData(7)).root(), extensions: [] });
    expect(checkPolicy(both, noteBy(log)).checkpoint.origin).toBe(origin);
    expect(checkPolicy(both, signNote(laterText, [later])).checkpoint.origin).toBe(`${origin}/epoch-2`);
    expect(() => checkPolicy(both, signNote(laterText, [log]))).toThrow(refusal('transparency.logUntrusted'));
  });

  it('rejects what witnesses have cosigned and the log has not signed', () => {
    expect(() => checkPolicy(policy, noteBy(...names.map((name) => witnessOf(name))))).toThrow(refusal('transparency.logUntrusted'));
  });

  it('rejects a checkpoint with a wrong signature of a listed witness, though others suffice', () => {
    const signers = [log, witnessOf('X1'), witnessOf('X2'), witnessOf('Y1')];
    const wrong = signatureOf(text, witnessOf('Y2'));
    const signatures = [...signers.map((signer) => signatureOf(text, signer)), { ...wrong, signature: flipped(wrong.signature, 200) }];
    expect(() => checkPolicy(policy, formatNote({ text, signatures }))).toThrow(refusal('transparency.signatureWrong'));
  });

  it('counts a witness once, however often it has cosigned', () => {
    const note = noteBy(log, witnessOf('X1', 5n), witnessOf('X1', 6n), witnessOf('Y1'));
    expect(() => checkPolicy(policy, note)).toThrow(refusal('transparency.quorumMissing'));
  });

  it('takes no plain signature of a witness’ key for a cosignature', () => {
    const plain = signerOf('X2.example', 'X2');
    expect(() => checkPolicy(policy, noteBy(log, witnessOf('X1'), plain, witnessOf('Y1')))).toThrow(refusal('transparency.quorumMissing'));
  });
});

describe('a trust file', () => {
  const logLine = `log ${key(log)}\n`;
  const w = (name: string): string => `witness ${name} ${key(witnessOf(name))}\n`;

  it('of a log alone asks for no witness', () => {
    const verdict = checkPolicy(parsePolicy(`${logLine}quorum none\n`), noteBy(log, witnessOf('X1')));
    expect([verdict.logs.length, verdict.witnesses]).toEqual([1, []]);
  });

  it('may name a single witness as the quorum', () => {
    const policy = parsePolicy(`${logLine}${w('X1')}${w('X2')}quorum X2\n`);
    expect(checkPolicy(policy, noteBy(log, witnessOf('X2'))).witnesses).toHaveLength(1);
    expect(() => checkPolicy(policy, noteBy(log, witnessOf('X1')))).toThrow(refusal('transparency.quorumMissing'));
  });

  it('accepts any of its logs, each under its own name only', () => {
    const old = signerOf(origin, 'the key before');
    const policy = parsePolicy(`${logLine}log ${key(old)} https://park.example/\nlog ${key(signerOf('b.example'))}\nquorum none\n`);
    expect(checkPolicy(policy, noteBy(old)).logs[0]?.url).toBe('https://park.example/');
    expect(() => checkPolicy(policy, noteBy(signerOf('b.example')))).toThrow(refusal('transparency.logUntrusted'));
  });

  it('may have comments, tabs, empty lines, octets that are no UTF-8 in comments, and names in any script', () => {
    const file = Buffer.concat([
      Buffer.from(
        `  # 信任文件\n\t\n\tlog\t${key(log)}  \n witness 审计局 ${key(witnessOf('X1'))} https://审计.example/\nquorum 审计局\n#`,
      ),
      Buffer.of(0xff, 0xfe, 0x80, 0x0a),
    ]);
    const policy = parsePolicy(file);
    expect(policy.quorum).toMatchObject({ kind: 'witness', name: '审计局', url: 'https://审计.example/' });
  });

  it('tells names apart by their octets: the Kelvin sign is no K', () => {
    const policy = parsePolicy(`witness K ${key(witnessOf('X1'))}\nwitness \u212a ${key(witnessOf('X2'))}\nquorum \u212a\n`);
    expect(policy.quorum).toBe(policy.witnesses[1]);
  });

  it.each([
    ['an unknown word', `logs ${key(log)}\nquorum none\n`, 1, 'unknownWord'],
    ['an upper-case word', `Quorum none\n`, 1, 'unknownWord'],
    ['no quorum', logLine, 2, 'quorumMissing'],
    ['nothing', '', 1, 'quorumMissing'],
    ['two quorums', `quorum none\nquorum none\n`, 2, 'quorumTwice'],
    ['a quorum that stands before its witness', `quorum X1\n${w('X1')}`, 1, 'nameUnknown'],
    ['a quorum of two names', `${w('X1')}${w('X2')}quorum X1 X2\n`, 3, 'wordCount'],
    ['a log without a key', `log\nquorum none\n`, 1, 'wordCount'],
    ['a log with too many words', `log ${key(log)} a b\nquorum none\n`, 1, 'wordCount'],
    ['a key that is none', `log ${key(log).slice(0, -2)}\nquorum none\n`, 1, 'badKey'],
    ['a log’s key for a witness', `witness A ${key(log)}\nquorum A\n`, 1, 'keyTypeForWitness'],
    ['the same log twice', `${logLine}${logLine}quorum none\n`, 2, 'duplicateLog'],
    [
      'the same public key as another witness',
      `${w('X1')}witness X2 ${key(cosigner('other.example', keyOf('X1'), 1n))}\nquorum none\n`,
      2,
      'duplicateWitness',
    ],
    ['a name twice', `${w('X1')}witness X1 ${key(witnessOf('X2'))}\nquorum X1\n`, 2, 'nameTaken'],
    ['a group with a witness’ name', `${w('X1')}group X1 any X1\nquorum X1\n`, 2, 'nameTaken'],
    ['a witness named none', `witness none ${key(witnessOf('X1'))}\nquorum none\n`, 1, 'nameReserved'],
    ['none as a member', `${w('X1')}group G any none\nquorum G\n`, 2, 'nameUnknown'],
    ['a group that contains itself', `${w('X1')}group G any X1 G\nquorum G\n`, 2, 'nameUnknown'],
    ['a member in two groups', `${w('X1')}group G any X1\ngroup H any X1\nquorum H\n`, 3, 'memberTwice'],
    ['a member twice in a group', `${w('X1')}group G 2 X1 X1\nquorum G\n`, 2, 'memberTwice'],
    ['a group without members', `group G all\nquorum G\n`, 1, 'wordCount'],
    ['a threshold of 0', `${w('X1')}group G 0 X1\nquorum G\n`, 2, 'badThreshold'],
    ['a threshold beyond the members', `${w('X1')}group G 2 X1\nquorum G\n`, 2, 'badThreshold'],
    ['a threshold with a leading zero', `${w('X1')}group G 01 X1\nquorum G\n`, 2, 'badThreshold'],
    ['a threshold in words', `${w('X1')}group G most X1\nquorum G\n`, 2, 'badThreshold'],
    ['no newline at the end', `${logLine}quorum none`, 2, 'noFinalNewline'],
    ['lines that end in CR LF', `${logLine}quorum none\n`.replaceAll('\n', '\r\n'), 1, 'badOctet'],
    ['a DEL', 'quorum none\u007f\n', 1, 'badOctet'],
  ])('with %s is refused, and the line named', (_what, file, line, reason) => {
    expect(() => parsePolicy(file)).toThrow(expect.objectContaining({ code: 'transparency.policyLine', params: { line, reason } }));
  });

  it('may have 32 logs, 32 witnesses and 32 groups, and 256 of each at most', () => {
    const logs = (count: number): string => Array.from({ length: count }, (_, n) => `log ${key(signerOf(`l${n}.example`))}\n`).join('');
    const witnesses = Array.from({ length: 32 }, (_, n) => w(`w${n}`)).join('');
    const groups = Array.from({ length: 32 }, (_, n) => `group g${n} any ${n === 0 ? 'w0' : `g${n - 1}`}\n`).join('');
    expect(parsePolicy(`${logs(32)}${witnesses}${groups}quorum g31\n`).witnesses).toHaveLength(32);
    expect(() => parsePolicy(`${logs(257)}quorum none\n`)).toThrow(expect.objectContaining({ params: { line: 257, reason: 'tooMany' } }));
    const many = Array.from({ length: 257 }, (_, n) => `group g${n} any ${n === 0 ? 'X1' : `g${n - 1}`}\n`).join('');
    expect(() => parsePolicy(`${w('X1')}${many}quorum g0\n`)).toThrow(
      expect.objectContaining({ params: { line: 258, reason: 'tooMany' } }),
    );
    expect(() => parsePolicy(`${'#'.repeat(300_000)}\nquorum none\n`)).toThrow(refusal('transparency.tooLarge'));
  });

  it('reads back as it was written', () => {
    for (const file of [example, `${logLine}quorum none\n`, `${w('X1')}${w('X2')}group G 2 X1 X2\nquorum G\n`]) {
      const policy = parsePolicy(file);
      const again = formatPolicy(policy);
      expect(formatPolicy(parsePolicy(again))).toBe(again);
      expect(JSON.stringify(parsePolicy(again))).toBe(JSON.stringify(policy));
    }
  });

  it('that is garbage is refused with a code, never with another exception', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc
        .array(fc.constantFrom('log', 'witness', 'group', 'all', '1', 'none', 'X1', key(log), '\n', ' ', '\t', '#'), { maxLength: 12 })
        .map((words) => `${words.join(' ')}\n`),
    );
    fc.assert(
      fc.property(garbage, (file) => expect(() => parsePolicy(file)).toThrow(refusal(/^transparency\./))),
      { seed: 8, numRuns: 500 },
    );
  });
});
