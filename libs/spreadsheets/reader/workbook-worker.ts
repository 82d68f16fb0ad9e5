/** The thread in which workbooks are read: whatever a file does to it, the one that serves goes on. Entry of the worker of workbook-reader.ts. */
import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { DomainError } from '#libs/kernel';
import { parseWorkbook } from '../parse.js';
import { rowsInPieces, withoutRows } from '../rows-in-pieces.js';
import type { Workbook } from '../workbook.js';
import { type Arrived, type FileToRead, type FromWorker, told } from './messages.js';

const port = parentPort as MessagePort;
const tell = (message: FromWorker): void => port.postMessage(message);

port.on('message', (message: FileToRead | Arrived) => {
  if (message === 'arrived') return;
  const { content, name, limits } = message;
  parseWorkbook(content, name, limits, (done, total) => tell({ kind: 'progress', done, total }))
    .then(send)
    .catch((error: unknown) =>
      tell(error instanceof DomainError ? { kind: 'refused', refusal: told(error) } : { kind: 'failed', message: String(error) }),
    );
});

async function send(workbook: Workbook): Promise<void> {
  for (const piece of rowsInPieces(workbook)) {
    tell({ kind: 'rows', ...piece });
    await once(port, 'message');
  }
  tell({ kind: 'read', workbook: withoutRows(workbook) });
}
