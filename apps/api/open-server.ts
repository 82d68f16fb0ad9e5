import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '#libs/kernel';
import { jurisdiction as sampleJurisdiction } from '#libs/sample-city';
import { readSampleSeeds, SampleLoader } from '#libs/sample-city/nest';
import { parseScheme } from '#libs/scheme';
import type { Config } from './config.js';
import { showProgress } from './progress.js';
import { type Server, startServer } from './server.js';

/** Everything about the sample follows from this seed: ids, keys, and so every byte of its log. */
const SAMPLE = { seed: 'sample-city', start: '2022-01-04T00:30:00.000Z' };

/** Opens what the settings ask for. In sample mode a folder that holds a real ledger is served as it is, and nothing is loaded into it. */
export async function openServer(config: Config): Promise<Server> {
  const real = { kind: 'real', jurisdiction: config.jurisdiction, keysFile: config.keysFile } as const;
  const { dataDir, port } = config;
  if (config.mode === 'real') return startServer({ dataDir, port, ledger: real });
  try {
    const server = await startServer({ dataDir, port, ledger: { kind: 'sample', jurisdiction: sampleJurisdiction.name, ...SAMPLE } });
    await loadSample(server);
    return server;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ledger.isReal') throw error;
    return startServer({ dataDir, port, ledger: real });
  }
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

/** The folder of package.json: this file is apps/api/ or dist/apps/api/. */
function projectRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const up = path.resolve(here, '../..');
  return path.basename(up) === 'dist' ? path.dirname(up) : up;
}
