import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TelemetryOptions } from '#libs/telemetry';
import { type Server, startServer } from '../../apps/api/server.js';
import { ApiClient } from './client.js';

/** A server on a folder of its own, gone with the test. */
export interface TestServer {
  readonly server: Server;
  readonly api: ApiClient;
  readonly dataDir: string;
  /** Stops it and keeps the folder, for another start. */
  stop(): Promise<void>;
  /** Stops it and deletes the folder. */
  dispose(): Promise<void>;
}

/** An empty sample ledger whose clock starts at an instant; on an existing folder: what is there. */
export async function startSample(start: string, dataDir?: string, telemetry?: TelemetryOptions): Promise<TestServer> {
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'parkledger-')));
  const ledger = { kind: 'sample', jurisdiction: '示例市', seed: 'test', start } as const;
  const server = await startServer({ dataDir: folder, port: 0, ledger, ...(telemetry === undefined ? {} : { telemetry }) });
  return running(server, folder);
}

/** An empty real ledger. */
export async function startReal(dataDir?: string): Promise<TestServer> {
  const folder = dataDir ?? (await mkdtemp(path.join(tmpdir(), 'parkledger-')));
  const keysFile = path.join(folder, 'keys', 'ledger-keys.json');
  const server = await startServer({ dataDir: folder, port: 0, ledger: { kind: 'real', jurisdiction: '六安市', keysFile } });
  return running(server, folder);
}

export function running(server: Server, dataDir: string): TestServer {
  return {
    server,
    api: new ApiClient(server.url),
    dataDir,
    stop: () => server.close(),
    async dispose() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
