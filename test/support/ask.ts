import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** An answer as it came. */
export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Connections are kept: suites send thousands of requests, and node:http costs them a third of what fetch does. */
const agent = new Agent({ keepAlive: true, keepAliveMsecs: 1000 });

/** One request over HTTP. Rejects where no answer comes. */
export async function ask(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Uint8Array,
): Promise<Asked> {
  try {
    return await askOnce(method, url, headers, body);
  } catch (error) {
    // The server may have closed an idle connection in the moment in which it was taken up again.
    if (error instanceof StaleConnection) return askOnce(method, url, headers, body);
    throw error;
  }
}

class StaleConnection extends Error {}

function askOnce(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array | undefined,
): Promise<Asked> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    sent.on('error', (error: NodeJS.ErrnoException) =>
      reject(sent.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection(error.message) : error),
    );
    sent.end(body);
  });
}
