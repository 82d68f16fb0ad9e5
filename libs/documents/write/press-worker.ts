/** The thread that makes documents: a page costs tenths of a second, which no caller of another read waits for. Entry of the worker of press.ts. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { type Rendered, type RenderJob, renderDocument } from './render.js';

const port = parentPort as MessagePort;

port.on('message', ({ model, format }: RenderJob) => {
  renderDocument(model, format).then(
    (bytes) => port.postMessage({ bytes } satisfies Rendered),
    (error: unknown) => port.postMessage({ error: String(error) } satisfies Rendered),
  );
});
