import { named } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { COSIGNATURE_V1, ED25519 } from '../notes/algorithms.js';
import { type NoteVerifier, parseVerifierKey } from '../notes/verifier.js';
import { policyReasons } from '../reasons.js';
import type { TextInput } from '../text/text.js';
import type { QuorumPart, TrustedLog, TrustedWitness, TrustPolicy } from './policy.js';

const MAX_BYTES = 256 * 1024;
/** Of logs, of witnesses, of groups: 32 must be taken. */
const MAX_EACH = 256;
const NONE = 'none';

/**
 * Reads a trust file (C2SP tlog-policy): lines `log KEY [URL]`, `witness NAME KEY [URL]`, `group NAME all|any|K MEMBER…`, `quorum NAME|none`, in which a name stands behind its
 * definition; empty lines and lines with # are left out. Logs sign with type 0x01 or 0x04, witnesses with 0x04.
 * @throws `transparency.policyLine` with the line's number and the reason, `transparency.tooLarge`
 */
export function parsePolicy(input: TextInput): TrustPolicy {
  const octets = typeof input === 'string' ? Buffer.from(input) : Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (octets.byteLength > MAX_BYTES) throw transparencyErrors.error('transparency.tooLarge', { maxBytes: MAX_BYTES });
  // Octets beyond ASCII are opaque (names are compared byte by byte, no Unicode rule applies): latin1 keeps each as one character.
  const text = octets.toString('latin1');
  const lines = text.split('\n');
  const reader = new PolicyReader();
  if (lines.pop() !== '') throw fault(lines.length + 1, 'noFinalNewline');
  lines.forEach((line, at) => reader.read(line, at + 1));
  return reader.policy(lines.length + 1);
}

type Reason = keyof typeof policyReasons;
const fault = (line: number, reason: Reason): Error =>
  transparencyErrors.error('transparency.policyLine', { line, reason: named(policyReasons, reason) });
const sameKey = (a: NoteVerifier, b: NoteVerifier): boolean => Buffer.compare(a.publicKey, b.publicKey) === 0;
const shown = (octets: string): string => Buffer.from(octets, 'latin1').toString('utf8');

class PolicyReader {
  readonly #logs: TrustedLog[] = [];
  readonly #witnesses: TrustedWitness[] = [];
  readonly #named = new Map<string, QuorumPart>();
  readonly #taken = new Set<string>();
  #groups = 0;
  #quorum: QuorumPart | 'none' | undefined;
  #line = 0;

  read(line: string, number: number): void {
    this.#line = number;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(line)) throw this.#fault('badOctet');
    const [word, ...rest] = line.split(/[ \t]+/).filter((part) => part !== '');
    if (word === undefined || word.startsWith('#')) return;
    switch (word) {
      case 'log':
        return this.#log(rest);
      case 'witness':
        return this.#witness(rest);
      case 'group':
        return this.#group(rest);
      case 'quorum':
        return this.#setQuorum(rest);
      default:
        throw this.#fault('unknownWord');
    }
  }

  policy(lastLine: number): TrustPolicy {
    if (this.#quorum === undefined) throw fault(lastLine, 'quorumMissing');
    return { logs: this.#logs, witnesses: this.#witnesses, quorum: this.#quorum };
  }

  #log([key, url, ...more]: readonly string[]): void {
    if (key === undefined || more.length > 0) throw this.#fault('wordCount');
    const verifier = this.#key(key);
    if (verifier.type !== ED25519 && verifier.type !== COSIGNATURE_V1) throw this.#fault('keyTypeForLog');
    // One key under two names is two logs, as the epochs of a ledger are: the name stands in what is signed.
    this.#once(this.#logs, (other) => other.name === verifier.name && sameKey(other, verifier), 'duplicateLog');
    this.#logs.push({ verifier, ...(url === undefined ? {} : { url: shown(url) }) });
  }

  #witness([name, key, url, ...more]: readonly string[]): void {
    if (name === undefined || key === undefined || more.length > 0) throw this.#fault('wordCount');
    const verifier = this.#key(key);
    if (verifier.type !== COSIGNATURE_V1) throw this.#fault('keyTypeForWitness');
    // The same key under another name is no second voice: what a witness signs does not have its name in it.
    this.#once(this.#witnesses, (other) => sameKey(other, verifier), 'duplicateWitness');
    const witness: TrustedWitness = { kind: 'witness', name: shown(name), verifier, ...(url === undefined ? {} : { url: shown(url) }) };
    this.#define(name, witness);
    this.#witnesses.push(witness);
  }

  #group([name, rule, ...names]: readonly string[]): void {
    if (name === undefined || rule === undefined || names.length === 0) throw this.#fault('wordCount');
    const members = names.map((member) => {
      const part = this.#lookUp(member);
      if (this.#taken.has(member)) throw this.#fault('memberTwice');
      this.#taken.add(member);
      return part;
    });
    if (++this.#groups > MAX_EACH) throw this.#fault('tooMany');
    this.#define(name, { kind: 'group', name: shown(name), threshold: this.#threshold(rule, members.length), members });
  }

  #setQuorum([name, ...more]: readonly string[]): void {
    if (name === undefined || more.length > 0) throw this.#fault('wordCount');
    if (this.#quorum !== undefined) throw this.#fault('quorumTwice');
    this.#quorum = name === NONE ? NONE : this.#lookUp(name);
  }

  #threshold(rule: string, members: number): number {
    if (rule === 'all') return members;
    if (rule === 'any') return 1;
    const threshold = /^[1-9]\d{0,3}$/.test(rule) ? Number(rule) : 0;
    if (threshold < 1 || threshold > members) throw this.#fault('badThreshold');
    return threshold;
  }

  #key(octets: string): NoteVerifier {
    try {
      return parseVerifierKey(shown(octets));
    } catch {
      throw this.#fault('badKey');
    }
  }

  #once(listed: readonly { readonly verifier: NoteVerifier }[], isSame: (other: NoteVerifier) => boolean, reason: Reason): void {
    if (listed.some(({ verifier }) => isSame(verifier))) throw this.#fault(reason);
    if (listed.length >= MAX_EACH) throw this.#fault('tooMany');
  }

  #define(name: string, part: QuorumPart): void {
    if (name === NONE) throw this.#fault('nameReserved');
    if (this.#named.has(name)) throw this.#fault('nameTaken');
    this.#named.set(name, part);
  }

  #lookUp(name: string): QuorumPart {
    const part = this.#named.get(name);
    if (part === undefined) throw this.#fault('nameUnknown');
    return part;
  }

  #fault(reason: Reason): Error {
    return fault(this.#line, reason);
  }
}
