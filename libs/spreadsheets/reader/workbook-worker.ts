/** The thread in which workbooks are read: whatever a file does to it, the one that serves goes on. Entry of the worker of workbook-reader.ts. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { DomainError } from '#libs/kernel';
import { parseWorkbook } from '../parse.js';
import { type FileToRead, type FromWorker, told } from './messages.js';

const port = parentPort as MessagePort;
const tell = (message: FromWorker): void => port.postMessage(message);

port.on('message', ({ content, name, limits }: FileToRead) => {
  parseWorkbook(content, name, limits, (done, total) => tell({ kind: 'progress', done, total })).then(
    (workbook) => tell({ kind: 'read', workbook }),
    (error: unknown) =>
      tell(error instanceof DomainError ? { kind: 'refused', refusal: told(error) } : { kind: 'failed', message: String(error) }),
  );
});
