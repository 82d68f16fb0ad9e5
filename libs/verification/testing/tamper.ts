import { inputsHash, type Pin, type RunEventOf } from '#libs/evaluation';
import { canonicalJson, deriveId, eventSalt, sha256 } from '#libs/kernel';
import { schemeHash, type Scheme } from '#libs/scheme';
import type { VerificationCode } from '../errors.js';
import { type FullLine, leafOf } from '../log/log-line.js';
import type { Place } from '../report.js';

/** What whoever tampers has in hand. */
export interface Tools {
  readonly saltKey: string;
}

/** One way to tamper with the events of a log; indexes are counted anew afterwards. */
export interface LogTampering {
  readonly name: string;
  tamper(lines: readonly FullLine[], tools: Tools): readonly FullLine[];
  /** The first difference that it must show where nothing but the lines, the salt key and the signed heads is known. */
  readonly code: VerificationCode;
  /** Where: an event's place, from the lines before. A number is an event in the range that is named: only the tree shows it. */
  at(lines: readonly FullLine[]): number | Partial<Place>;
}

/** The ways that DESIGN §9 speaks of, on the corpus' first year. What needs a store, a file or a signature besides is in test/tamper. */
export const logTamperings: readonly LogTampering[] = [
  {
    name: 'one field edited',
    tamper: (lines) => edit(lines, amountOf(lines), (text) => text.replace(AMOUNT, '"480.26"')),
    code: 'verification.pinLeaves',
    at: (lines) => ({ index: pinned(lines), stream: lines[pinned(lines)]?.stream }),
  },
  {
    name: 'one field edited, and the hashes of what pinned it made to fit',
    tamper: (lines) => withHashesRemade(edit(lines, amountOf(lines), (text) => text.replace(AMOUNT, '"480.26"'))),
    code: 'verification.pinFacts',
    at: (lines) => ({ index: pinned(lines), stream: lines[pinned(lines)]?.stream }),
  },
  {
    name: 'one field edited, and not written canonically',
    tamper: (lines) => edit(lines, amountOf(lines), (text) => text.replace(`"amount":${AMOUNT}`, `"amount": "480.26"`)),
    code: 'verification.notCanonical',
    at: (lines) => ({ index: amountOf(lines), path: '/data' }),
  },
  {
    name: 'the person of a verification edited to who delivered',
    tamper: (lines) =>
      change(lines, verified(lines), ({ metadata }) => ({ metadata: metadata.replace(/"account":"[^"]*"/, deliverer(lines)) })),
    code: 'verification.decision',
    at: (lines) => ({ index: verified(lines), type: 'FactVerified' }),
  },
  {
    name: 'the time of an event edited',
    tamper: (lines) => change(lines, CALM, ({ metadata }) => ({ metadata: metadata.replace(/\.\d\d\dZ/, '.777Z') })),
    code: 'verification.rootDiffers',
    at: () => CALM,
  },
  {
    name: 'an event removed from its stream',
    tamper: (lines) => renumbered(lines.filter((_line, n) => n !== amountOf(lines))),
    code: 'verification.revisionGap',
    at: (lines) => nextOfStream(lines, amountOf(lines)),
  },
  {
    name: 'the last event of a stream removed',
    tamper: (lines) => renumbered(lines.filter((_line, n) => n !== lastOfStream(lines, 'scheme-luan-2023'))),
    code: 'verification.rootDiffers',
    at: (lines) => lastOfStream(lines, 'scheme-luan-2023'),
  },
  {
    name: 'two events of one stream swapped',
    tamper: (lines) => {
      const at = amountOf(lines);
      return swapped(lines, at, Number(nextOfStream(lines, at, 0).index));
    },
    code: 'verification.revisionGap',
    at: (lines) => ({ index: amountOf(lines), stream: lines[amountOf(lines)]?.stream }),
  },
  {
    name: 'two events of different streams swapped',
    tamper: (lines) => swapped(lines, CALM, CALM + 1),
    code: 'verification.rootDiffers',
    at: () => CALM,
  },
  {
    name: 'an event inserted, with an id, a salt and a revision that fit',
    tamper: (lines, { saltKey }) => {
      const at = lastOfStream(lines, (lines[CALM] as FullLine).stream);
      const last = lines[at] as FullLine;
      const commandId = deriveId(last.id, 'inserted');
      const id = deriveId(commandId, last.stream, 0);
      const metadata = {
        ...JSON.parse(last.metadata),
        commandId,
        causationId: commandId,
        correlationId: commandId,
        salt: eventSalt(saltKey, id),
      };
      const inserted = { ...last, revision: last.revision + 1, id, metadata: canonicalJson(metadata) };
      return renumbered([...lines.slice(0, at + 1), inserted, ...lines.slice(at + 1)]);
    },
    code: 'verification.rootDiffers',
    at: (lines) => lastOfStream(lines, (lines[CALM] as FullLine).stream) + 1,
  },
  {
    name: 'the tail cut off',
    tamper: (lines) => lines.slice(0, -20),
    code: 'verification.tooShort',
    at: (lines) => ({ index: lines.length - 20 }),
  },
  {
    name: 'the scheme edited',
    tamper: (lines) => edit(lines, drafted(lines), (text) => text.replace('"tierASize":10', '"tierASize":11')),
    code: 'verification.schemeHash',
    at: (lines) => ({ index: drafted(lines), stream: 'scheme-luan-2023', path: '/data/hash' }),
  },
  {
    name: 'the scheme edited, and its hash made to fit',
    tamper: (lines) =>
      edit(lines, drafted(lines), (text) => {
        const data = JSON.parse(text.replace('"tierASize":10', '"tierASize":11')) as { content: Scheme };
        return canonicalJson({ ...data, hash: schemeHash(data.content) });
      }),
    code: 'verification.schemeHash',
    at: (lines) => ({ index: lines.findIndex(({ type }) => type === 'SchemeConfirmed'), path: '/data/hash' }),
  },
  {
    name: 'a salt changed',
    tamper: (lines) =>
      change(lines, amountOf(lines), ({ metadata }) => ({ metadata: metadata.replace(/"salt":"[0-9a-f]/, (s) => otherDigit(s)) })),
    code: 'verification.saltWrong',
    at: (lines) => ({ index: amountOf(lines), path: '/metadata/salt' }),
  },
  {
    name: 'a score edited in a run',
    tamper: (lines) => edit(lines, scored(lines), (text) => text.replace(/"total":"\d/, (s) => otherDigit(s))),
    code: 'verification.runDiffers',
    at: (lines) => ({ index: scored(lines), path: '/data/total' }),
  },
  {
    name: 'an award edited',
    tamper: (lines) =>
      edit(
        lines,
        lines.findIndex(({ type }) => type === 'AwardGranted'),
        (text) => text.replace(/"amount":"\d/, (s) => otherDigit(s)),
      ),
    code: 'verification.decision',
    at: (lines) => ({ index: lines.findIndex(({ type }) => type === 'AwardGranted'), path: '/data/amount' }),
  },
  {
    name: 'the published result exchanged for that of another run',
    tamper: (lines) => {
      const [first] = lines.filter(({ type }) => type === 'RunCompleted');
      const { resultHash } = JSON.parse(first?.data ?? '{}') as { resultHash: string };
      return edit(lines, finalised(lines), (text) => text.replace(/"resultHash":"[0-9a-f]{64}"/, `"resultHash":"${resultHash}"`));
    },
    code: 'verification.runReference',
    at: (lines) => ({ index: finalised(lines), path: '/data/resultHash' }),
  },
];

const AMOUNT = '"480.25"';

/** An event on which nothing else rests (an enterprise is renamed; behind it stands one of another stream). */
const CALM = 28;

/** The fact that every edit is about. */
function amountOf(lines: readonly FullLine[]): number {
  return lines.findIndex(({ type, data }) => type === 'FactSubmitted' && data.includes(AMOUNT));
}

const drafted = (lines: readonly FullLine[]): number => lines.findIndex(({ type }) => type === 'SchemeDrafted');
const pinned = (lines: readonly FullLine[]): number =>
  lines.findIndex(({ type, data }) => type === 'RunInputsPinned' && data.includes(`"${lines[amountOf(lines)]?.stream}"`));
const verified = (lines: readonly FullLine[]): number => lines.findIndex(({ type }) => type === 'FactVerified');
const scored = (lines: readonly FullLine[]): number =>
  lines.findIndex(({ type, data }) => type === 'ParkScored' && data.includes('"total"'));
const finalised = (lines: readonly FullLine[]): number => lines.findIndex(({ type }) => type === 'ResultsFinalised');

/** Who delivered what the first verification is about, as it stands in metadata. */
function deliverer(lines: readonly FullLine[]): string {
  const { stream, data } = lines[verified(lines)] as FullLine;
  const { metric } = JSON.parse(data) as { metric: string };
  const delivered = lines.find(
    (line) => line.stream === stream && line.type === 'FactSubmitted' && line.data.includes(`"metric":"${metric}"`),
  );
  return /"account":"[^"]*"/.exec(delivered?.metadata ?? '')?.[0] ?? '';
}

const lastOfStream = (lines: readonly FullLine[], stream: string): number => lines.findLastIndex((line) => line.stream === stream);

function nextOfStream(lines: readonly FullLine[], at: number, shift = -1): { index: number; stream: string | undefined } {
  const stream = lines[at]?.stream;
  return { index: lines.findIndex((line, n) => n > at && line.stream === stream) + shift, stream };
}

function change(lines: readonly FullLine[], at: number, changes: (line: FullLine) => Partial<FullLine>): FullLine[] {
  const line = lines[at] as FullLine;
  return lines.with(at, { ...line, ...changes(line) });
}

function edit(lines: readonly FullLine[], at: number, changed: (data: string) => string): FullLine[] {
  return change(lines, at, ({ data }) => ({ data: changed(data) }));
}

/** What an attacker who knows the formats would make fit: each pin's hash over the leaves of its stream, and each run's hash over its inputs. */
function withHashesRemade(lines: readonly FullLine[]): FullLine[] {
  const leaves = new Map<string, string[]>();
  const pins = new Map<string, Pin[]>();
  return lines.map((line) => {
    const known = leaves.get(line.stream) ?? leaves.set(line.stream, []).get(line.stream) ?? [];
    known.push(`${leafOf(line)}\n`);
    if (line.type === 'RunInputsPinned') {
      const data = JSON.parse(line.data) as { inputs: Pin[] };
      const inputs = data.inputs.map((pin) => ({
        ...pin,
        leavesHash: sha256((leaves.get(pin.stream) ?? []).slice(0, pin.revision + 1).join('')),
      }));
      pins.set(line.stream, [...(pins.get(line.stream) ?? []), ...inputs]);
      return { ...line, data: canonicalJson({ ...data, inputs }) };
    }
    if (line.type !== 'RunStarted') return line;
    const data = JSON.parse(line.data) as RunEventOf<'RunStarted'>['data'];
    const { evaluation: year, edition, resultDay, engineVersion, scheme, rulings } = data;
    const request = { year, run: 0, edition, resultDay, engineVersion, scheme, rulings };
    return { ...line, data: canonicalJson({ ...data, inputsHash: inputsHash(request, pins.get(line.stream) ?? []) }) };
  });
}

const renumbered = (lines: readonly FullLine[]): FullLine[] => lines.map((line, index) => ({ ...line, index }));

function swapped(lines: readonly FullLine[], a: number, b: number): FullLine[] {
  return renumbered(lines.with(a, lines[b] as FullLine).with(b, lines[a] as FullLine));
}

/** The text with its last character, a digit, exchanged. */
const otherDigit = (text: string): string => text.slice(0, -1) + (text.endsWith('1') ? '2' : '1');
