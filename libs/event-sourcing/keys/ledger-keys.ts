import { existsSync } from 'node:fs';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { hmacSha256, sha256 } from '#libs/kernel';
import { eventSourcingErrors } from '../errors.js';
import { type ErasableKeys, FolderKeys, SeedKeys } from './erasable-keys.js';
import { createSecret, type RandomBytes, readSecret } from './key-file.js';

/**
 * The keys of a ledger: its inputs are hashed with one, its events salted with the other (DESIGN §4, §9); personal fields have one a subject, delivered files one each,
 * by the SHA-256 of their content.
 */
export interface LedgerKeys {
  /** 32 bytes as hex. */
  readonly inputKey: string;
  /** 32 bytes as hex. */
  readonly saltKey: string;
  /** What LedgerOpened names: the first 16 hex digits of the SHA-256 of each key. */
  readonly ids: { readonly input: string; readonly salt: string };
  readonly subjects: ErasableKeys;
  readonly files: ErasableKeys;
}

const KeyText = Type.String({ pattern: '^[0-9a-f]{64}$' });
const KeyFile = Type.Object({ format: Type.Literal(1), inputKey: KeyText, saltKey: KeyText }, { additionalProperties: false });

/** Name of a key that may be shown: it tells nothing of the key. */
function keyId(keyHex: string): string {
  return sha256(Buffer.from(keyHex, 'hex')).slice(0, 16);
}

/** Makes the key file of a new ledger (LEDGER_KEYS). @throws `keys.exists` */
export function createLedgerKeys(path: string, random: RandomBytes): LedgerKeys {
  const made = makeLedgerKeys(path, random);
  if (made === undefined) throw eventSourcingErrors.error('keys.exists', { path });
  return made;
}

/** undefined where the file exists. */
function makeLedgerKeys(path: string, random: RandomBytes): LedgerKeys | undefined {
  const content: Static<typeof KeyFile> = { format: 1, inputKey: hex(random(32)), saltKey: hex(random(32)) };
  return createSecret(path, `${JSON.stringify(content, null, 2)}\n`) ? fromFile(path, content, random) : undefined;
}

/** Reads the key file of a ledger. @throws `keys.missing`, `keys.mode`, `keys.malformed` */
export function loadLedgerKeys(path: string, random: RandomBytes): LedgerKeys {
  const text = readSecret(path);
  if (text === undefined) throw eventSourcingErrors.error('keys.missing', { path });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw eventSourcingErrors.error('keys.malformed', { path });
  }
  if (!Value.Check(KeyFile, content)) throw eventSourcingErrors.error('keys.malformed', { path });
  return fromFile(path, content, random);
}

/** The keys of a sample ledger, from the sample's public seed: two loads of one sample give the same bytes. They protect nothing, and need not. */
export function sampleLedgerKeys(seed: string): LedgerKeys {
  const root = sha256(`parkledger sample ${seed}`);
  const inputKey = hmacSha256(root, 'input');
  const saltKey = hmacSha256(root, 'salt');
  const ids = { input: keyId(inputKey), salt: keyId(saltKey) };
  return { inputKey, saltKey, ids, subjects: new SeedKeys(root, 'subject'), files: new SeedKeys(root, 'file') };
}

function fromFile(path: string, file: Static<typeof KeyFile>, random: RandomBytes): LedgerKeys {
  const { inputKey, saltKey } = file;
  return {
    inputKey,
    saltKey,
    ids: { input: keyId(inputKey), salt: keyId(saltKey) },
    subjects: new FolderKeys(`${path}.subjects`, random),
    files: new FolderKeys(`${path}.files`, random),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Where a ledger's keys come from: made once with the ledger, read ever after. */
export interface KeySource {
  /** Keys for a ledger that is being opened now. */
  forNewLedger(): LedgerKeys;
  /** Keys of a ledger that exists. */
  existing(): LedgerKeys;
}

/**
 * Keys in a file (LEDGER_KEYS). A file that is there already when a ledger is opened is used: it may have been laid ready, be left from an opening that was cut off, or be
 * another node's that opens the same ledger in this moment.
 */
export function fileKeys(path: string, random: RandomBytes): KeySource {
  const existing = (): LedgerKeys => loadLedgerKeys(path, random);
  return { existing, forNewLedger: () => (existsSync(path) ? existing() : (makeLedgerKeys(path, random) ?? existing())) };
}

/** The keys of a sample. */
export function sampleKeys(seed: string): KeySource {
  const keys = (): LedgerKeys => sampleLedgerKeys(seed);
  return { existing: keys, forNewLedger: keys };
}
