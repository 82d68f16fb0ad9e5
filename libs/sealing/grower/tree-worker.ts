/** The thread that grows the tree beside the one that serves: hashing and writing cost the callers nothing. Entry of the worker of worker-grower.ts. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { EventStore } from '#libs/event-store';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { TreeFile } from '../tree/tree-file.js';
import type { FromWorker, LogSource, ToldError, ToWorker, WorkerTask } from './messages.js';
import { TreeFollower } from './tree-follower.js';

/** How soon appends of the serving thread are seen, in milliseconds. At load it makes batches of what came meanwhile. */
const POLL_MS = 100;

const port = parentPort as MessagePort;
const { source, treePath } = workerData as WorkerTask;
const tell = (message: FromWorker): void => port.postMessage(message);
const told = ({ name, message }: Error): ToldError => ({ name, message });

async function openLog(from: LogSource): Promise<EventStore> {
  if (from.kind === 'eventStoreDb') return openEventStoreDb({ address: from.address });
  return openSqliteEventStore({ path: from.path, readonly: true, pollMs: POLL_MS });
}

mkdirSync(dirname(treePath), { recursive: true });
const tree = TreeFile.open(treePath);
const store = await openLog(source);
const follower = new TreeFollower(store, tree, {
  opened: () => tell({ kind: 'opened' }),
  grown: (size, atHead) => tell({ kind: 'grown', size, atHead }),
  rebuilt: () => tell({ kind: 'rebuilt' }),
  trouble: (error, tries) => tell({ kind: 'trouble', error: told(error), tries }),
  stopped: (index, error) => tell({ kind: 'stopped', index, error: told(error) }),
});

port.on('message', (_message: ToWorker) => {
  void follower
    .finish()
    .catch((error: unknown) => tell({ kind: 'trouble', error: told(error as Error), tries: 1 }))
    .finally(async () => {
      tree.close();
      await store.close();
      port.close();
    });
});
follower.start();
