import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#libs/kernel';
import { jurisdiction, SAMPLE_START, seed } from '#libs/sample-city';
import { readSampleSeeds, SampleLoader } from '#libs/sample-city/nest';
import { parseScheme } from '#libs/scheme';
import type { TelemetryOptions } from '#libs/telemetry';
import type { Config } from './config.js';
import { showProgress } from './progress.js';
import { projectRoot } from './project-root.js';
import { assertPortFree, LEDGER_FILE, type Server, startServer } from './server.js';

/** Everything about the sample follows from its seed: ids, keys, and so every byte of its log. */
const SAMPLE = { kind: 'sample', jurisdiction: jurisdiction.name, seed, start: SAMPLE_START, standing: true } as const;

/** Opens what the settings ask for. In sample mode a folder that holds a real ledger is served as it is, and nothing is loaded into it. */
export async function openServer(config: Config, telemetry?: TelemetryOptions): Promise<Server> {
  const real = { kind: 'real', jurisdiction: config.jurisdiction, keysFile: config.keysFile } as const;
  const { dataDir, port } = config;
  const options = { dataDir, port, ...(telemetry === undefined ? {} : { telemetry }) };
  if (config.mode === 'real') return startServer({ ...options, ledger: real });
  try {
    if (!existsSync(path.join(dataDir, LEDGER_FILE))) await loadAlone(config);
    const server = await startServer({ ...options, ledger: SAMPLE });
    await loadSample(server);
    return server;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ledger.isReal') throw error;
    return startServer({ ...options, ledger: real });
  }
}

/** Loads an empty folder before anybody is served. Where it is broken off, the next start goes on with what is there. */
async function loadAlone({ dataDir, port }: Config): Promise<void> {
  await assertPortFree(port);
  const server = await startServer({ dataDir, port, ledger: SAMPLE, loading: true });
  await loadSample(server);
  await server.close();
}

async function loadSample(server: Server): Promise<void> {
  try {
    const scheme = parseScheme(readFileSync(path.join(projectRoot(), 'seeds/schemes/luan-2023.yaml'), 'utf8'));
    const progress = showProgress(process.stderr);
    const files = readSampleSeeds(path.join(projectRoot(), 'seeds/sample-city'));
    await server.app.get(SampleLoader).load({ files, scheme, progress: progress.show });
    progress.end();
  } catch (error) {
    await server.close();
    throw error;
  }
}
