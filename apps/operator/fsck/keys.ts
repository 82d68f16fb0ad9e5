import { existsSync, readFileSync } from 'node:fs';
import {
  type LedgerEvent,
  LEDGER_STREAM,
  ledgerEvents,
  type LedgerKeys,
  loadLedgerKeys,
  logEpochs,
  sampleLedgerKeys,
} from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { seed } from '#libs/sample-city';
import { fileLogKeys, sampleLogKeys } from '#libs/sealing';
import { ed25519Signer, type NoteVerifier, parseVerifierKey } from '#libs/transparency';
import { UsageError } from '../errors.js';
import type { FsckOptions } from './options.js';

/** What the ledger says of its keys and names, and the keys that this check has. */
export interface KnownKeys {
  /** Names of the log, one an epoch. */
  readonly origins: readonly string[];
  /** Absent: salts are not made again, and encrypted files can't be opened. */
  readonly ledger?: LedgerKeys;
  /** Absent: signatures are not looked at. */
  readonly verifiers?: readonly NoteVerifier[];
}

/** Reads the keys that belong to the ledger; the sample's follow from its public seed. @throws UsageError where a named file is not there, `keys.…`, `sealing.keyFile` */
export async function readKeys(store: EventStore, options: FsckOptions): Promise<KnownKeys> {
  const events = await ledgerStream(store);
  const origins = logEpochs(events).map(({ origin }) => origin);
  const [first] = events;
  const sample = first?.type === 'LedgerOpened' && first.data.sample ? sampleSeed(first.data.keyIds.salt) : undefined;
  const keys = sample === undefined ? ledgerKeysOf(options) : sampleLedgerKeys(sample);
  const verifiers = [...listedVerifiers(options), ...verifiersOf(sample, origins, options)];
  return { origins, ...(keys ? { ledger: keys } : {}), ...(verifiers.length === 0 ? {} : { verifiers }) };
}

/** Only what can be read as an event of the ledger's own stream: whether all of it can is for the check itself. */
async function ledgerStream(store: EventStore): Promise<(LedgerEvent & { readonly id: string })[]> {
  const events: (LedgerEvent & { readonly id: string })[] = [];
  for await (const page of store.readStream(LEDGER_STREAM)) {
    for (const { id, type, data } of page) {
      if (!Object.hasOwn(ledgerEvents, type)) continue;
      try {
        events.push({ id, type, data: JSON.parse(data) as unknown } as LedgerEvent & { readonly id: string });
      } catch {
        continue;
      }
    }
  }
  return events;
}

/** The seed of the sample that this program knows, where the ledger is that one. */
function sampleSeed(saltKeyId: string): string | undefined {
  return sampleLedgerKeys(seed).ids.salt === saltKeyId ? seed : undefined;
}

function ledgerKeysOf({ keysFile }: FsckOptions): LedgerKeys | undefined {
  if (!keysFile.given && !existsSync(keysFile.path)) return undefined;
  return loadLedgerKeys(keysFile.path, () => new Uint8Array());
}

function listedVerifiers({ verifierKeysFile }: FsckOptions): NoteVerifier[] {
  if (verifierKeysFile === undefined) return [];
  if (!existsSync(verifierKeysFile)) throw new UsageError(`公钥文件 ${verifierKeysFile} 不在`);
  const lines = readFileSync(verifierKeysFile, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => parseVerifierKey(line));
}

function verifiersOf(sample: string | undefined, origins: readonly string[], { logKeyFile }: FsckOptions): NoteVerifier[] {
  const source = sample === undefined ? fileLogKeys(logKeyFile.path) : sampleLogKeys(sample);
  const keys = source.existing();
  if (!keys && logKeyFile.given) throw new UsageError(`日志密钥文件 ${logKeyFile.path} 不在`);
  return origins.flatMap((origin) => (keys ?? []).map((key) => ed25519Signer(origin, key).verifier));
}
