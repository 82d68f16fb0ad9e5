import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FolderKeys, type KeySource, type Ledger, openLedger, sampleKeys } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { EvidenceFolder } from '#libs/evidence';
import { deriveId } from '#libs/kernel';
import { AppModule } from '../../apps/api/app.module.js';
import { allEvents } from '../../apps/api/composition.js';
import type { CorpusEvent } from '../corpus/corpus-files.js';
import { CORPUS_START } from '../corpus/scenario/start.js';
import { ApiClient } from '../support/client.js';

/** The ledger of a released corpus in a data folder, its personal keys in files as a real ledger's are, served over HTTP. */
export interface ErasedTown {
  readonly api: ApiClient;
  readonly ledger: Ledger;
  readonly store: EventStore;
  close(): Promise<void>;
}

/** Lays the corpus' events into an empty data folder. */
export async function layDown(events: readonly CorpusEvent[], folder: string): Promise<void> {
  const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
  for (const { stream, revision, ...event } of events) await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  await store.close();
}

export async function serve(folder: string): Promise<ErasedTown> {
  const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
  const registry = allEvents();
  const ledger = await openLedger(store, {
    registry,
    jurisdiction: '示例市',
    logOrigin: () => 'parkledger-sample',
    sample: true,
    keys: keysIn(folder),
    newLedgerId: () => deriveId(CORPUS_START),
    sampleStart: CORPUS_START,
  });
  const sheets = await EvidenceFolder.open(path.join(folder, 'sheets'), { durable: false });
  const evidenceDir = path.join(folder, 'evidence');
  const application = AppModule.over({ store, ledger, registry, dataDir: folder, evidenceDir, readyLag: 1000, sheets });
  const module = await Test.createTestingModule({ imports: [application] }).compile();
  const app: INestApplication = module.createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  await app.get(ProcessHost).settled();
  const close = async (): Promise<void> => {
    await app.close();
    await store.close();
  };
  return { api: new ApiClient(await app.getUrl()), ledger, store, close };
}

/** The corpus' own keys for hashes and salts; those of subjects and files lie in folders. */
function keysIn(folder: string): KeySource {
  const keys = () => ({
    ...sampleKeys('test').existing(),
    subjects: new FolderKeys(path.join(folder, 'keys', 'subjects'), randomBytes),
    files: new FolderKeys(path.join(folder, 'keys', 'files'), randomBytes),
  });
  return { existing: keys, forNewLedger: keys };
}

/** The files below a folder whose bytes hold a text (UTF-8 or UTF-16), or whose names do. */
export async function filesHolding(text: string, folder: string): Promise<string[]> {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(JSON.stringify(text).slice(1, -1))];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (entry.name.includes(text) || forms.some((form) => bytes.includes(form))) found.push(path.relative(folder, file));
  }
  return found.sort();
}
