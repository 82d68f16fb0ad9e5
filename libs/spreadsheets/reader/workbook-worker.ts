/** The thread in which workbooks are read: whatever a file does to it, the one that serves goes on. Entry of the worker of workbook-reader.ts. */
import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { DomainError } from '#libs/kernel';
import { parseWorkbook } from '../parse.js';
import type { Workbook } from '../workbook.js';
import { type Arrived, type FileToRead, type FromWorker, told } from './messages.js';

/** Cells that are sent at once: taking them over costs the other thread some milliseconds. */
const CELLS = 10_000;

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
  for (const [sheet, { rows }] of workbook.sheets.entries()) {
    for (let from = 0; from < rows.length;) {
      let [to, cells] = [from, 0];
      while (to < rows.length && cells < CELLS) cells += 1 + (rows[to++]?.length ?? 0);
      tell({ kind: 'rows', sheet, rows: rows.slice(from, to) });
      await once(port, 'message');
      from = to;
    }
  }
  tell({ kind: 'read', workbook: { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, rows: [] })) } });
}
