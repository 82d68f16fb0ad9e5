import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, refused } from './answer.js';
import { witnessErrors } from './errors.js';
import { respond, type Routes } from './routes.js';

export interface Limits {
  /** How long a caller may take to send a request, in milliseconds. */
  readonly requestMs: number;
  /** Bytes of a request's body: as many as parseAddCheckpoint takes. */
  readonly bodyBytes: number;
  /** How long requests under way may take once the witness is told to stop, in milliseconds. */
  readonly stopMs: number;
}

export const LIMITS: Limits = { requestMs: 10_000, bodyBytes: 512 * 1024, stopMs: 5_000 };
/** Logs keep their connection between two checkpoints (C2SP tlog-witness asks for keep-alive), in milliseconds. */
const KEEP_ALIVE_MS = 60_000;
const MOST_CONNECTIONS = 500;

/** A witness that listens. */
export interface Listening {
  readonly url: string;
  /** Lets requests under way finish, then closes. A second call waits for the first. */
  close(): Promise<void>;
}

/** @throws `witness.portTaken`, and what listen() throws */
export async function listen(routes: Routes, at: { readonly host: string; readonly port: number }, limits: Limits): Promise<Listening> {
  const { requestMs } = limits;
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: Math.max(50, Math.min(1_000, requestMs / 4)),
    },
    (request, response) => void handle(routes, limits, request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  await startListening(server, at);
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`,
    close: () => (closing ??= close(server, limits.stopMs)),
  };
}

async function startListening(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw witnessErrors.error('witness.portTaken', { port });
    throw error;
  }
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(patience);
}

async function handle(routes: Routes, limits: Limits, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body: Uint8Array | undefined;
  try {
    body = await bodyOf(request, limits.bodyBytes);
  } catch {
    // The caller went away or was too slow: nobody is there to be answered, or node has answered with 408.
    return;
  }
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    response.once('finish', () => request.destroy());
    return send(response, refused(413, witnessErrors.error('witness.bodyTooLarge', { maxBytes: limits.bodyBytes })));
  }
  send(response, await respond(routes, request.method ?? '', request.url ?? '', body));
}

/** undefined: too large. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type, body, allow }: Answer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(allow === undefined ? {} : { Allow: allow }),
  });
  response.end(body);
}
