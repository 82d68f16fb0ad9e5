import path from 'node:path';
import type { EventRegistry, Ledger } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { fileLogKeys, type LogKeySource, LogSealing, type LogSource, sampleLogKeys } from '#libs/sealing';
import type { Telemetry } from '#libs/telemetry';
import { sealedAtOnce } from './composition.js';
import { logKeyBeside, type StoreSetting } from './config.js';
import { LEDGER_FILE } from './ledger-file.js';
import type { LedgerKind } from './ledger-kind.js';

export interface SealingSetting {
  readonly dataDir: string;
  readonly ledger: LedgerKind;
  readonly store: EventStore;
  /** Where the store is, for a thread of its own. */
  readonly setting: StoreSetting;
}

/** What is there when the log is opened. */
export interface SealedParts {
  readonly ledger: Ledger;
  readonly registry: EventRegistry;
  readonly telemetry: Telemetry;
}

/** The log of a node, its key at hand; it starts with the application. @throws `keys.mode`, `sealing.keyFile` */
export async function openSealing(
  { dataDir, ledger: kind, store, setting }: SealingSetting,
  { ledger, registry, telemetry }: SealedParts,
): Promise<LogSealing> {
  const sealing = new LogSealing({
    store,
    ledger,
    registry,
    folder: dataDir,
    keys: keysOf(kind),
    source: sourceOf(setting, dataDir),
    policy: { atOnce: sealedAtOnce },
    observe: telemetry.sealing(),
  });
  await sealing.prepare();
  telemetry.watchLog(() => sealing.status);
  return sealing;
}

function keysOf(kind: LedgerKind): LogKeySource {
  return kind.kind === 'sample' ? sampleLogKeys(kind.seed) : fileLogKeys(kind.logKeyFile ?? logKeyBeside(kind.keysFile));
}

function sourceOf(setting: StoreSetting, dataDir: string): LogSource {
  if (setting.kind === 'eventStoreDb') return { kind: 'eventStoreDb', address: setting.address };
  return { kind: 'sqlite', path: path.join(dataDir, LEDGER_FILE) };
}
