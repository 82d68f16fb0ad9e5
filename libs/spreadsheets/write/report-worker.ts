/** The thread in which annotated workbooks are written: twenty thousand faulty rows take a second or more. Entry of the worker of report-writer.ts. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { CellError } from '../book.js';
import { ArrivingRows } from '../rows-in-pieces.js';
import { annotated } from './annotated.js';
import type { Reported, ToReport } from './report-writer.js';

const port = parentPort as MessagePort;
const tell = (message: Reported): void => port.postMessage(message);
let [rows, errors]: [ArrivingRows, CellError[]] = [new ArrivingRows(), []];

port.on('message', (message: ToReport) => {
  switch (message.kind) {
    case 'rows':
      return rows.add(message);
    case 'errors':
      return void errors.push(...message.errors);
    case 'write': {
      const written = annotated(rows.in(message.workbook), errors);
      [rows, errors] = [new ArrivingRows(), []];
      return void written.then(
        (bytes) => tell({ bytes }),
        (error: unknown) => tell({ error: String(error) }),
      );
    }
    default:
      return message satisfies never;
  }
});
