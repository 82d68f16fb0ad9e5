import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DomainError } from '#libs/kernel';
import { jurisdiction as sampleJurisdiction, SAMPLE_START, seed } from '#libs/sample-city';
import { readSampleSeeds, SampleLoader } from '#libs/sample-city/nest';
import { parseScheme } from '#libs/scheme';
import type { TelemetryOptions } from '#libs/telemetry';
import type { Config } from './config.js';
import { showProgress } from './progress.js';
import { projectRoot } from './project-root.js';
import { LEDGER_FILE } from './ledger-file.js';
import { assertPortFree, type Server, startServer } from './server.js';

/** Everything about the sample follows from its seed: ids, keys, and so every byte of its log. */
const SAMPLE = { kind: 'sample', jurisdiction: sampleJurisdiction.name, seed, start: SAMPLE_START, standing: true } as const;

/** What a start is told beside its settings. */
export interface Starting {
  /** Told in a line what it waits for. */
  readonly tell?: (line: string) => void;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
  /** What the node tells of itself; absent: faults only. */
  readonly telemetry?: TelemetryOptions;
}

/** Opens what the settings ask for. In sample mode a real ledger is served as it is, and nothing is loaded into it. */
export async function openServer(config: Config, starting: Starting = {}): Promise<Server> {
  const { jurisdiction, keysFile, logKeyFile } = config;
  const real = { kind: 'real', jurisdiction, keysFile, logKeyFile } as const;
  const { dataDir, port, host, store, evidenceDir, readyLag, stopGraceMs } = config;
  const options = { dataDir, port, host, store, evidenceDir, readyLag, stopGraceMs, ...starting };
  if (config.mode === 'real') return startServer({ ...options, ledger: real });
  try {
    if (store.kind === 'embedded' && !existsSync(path.join(dataDir, LEDGER_FILE))) await loadAlone(config, starting);
    return await startServer({ ...options, ledger: SAMPLE, beforeServing: (app) => loadSample(app, starting) });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ledger.isReal') throw error;
    return startServer({ ...options, ledger: real });
  }
}

/** Loads an empty folder before anybody is served. Where it is broken off, the next start goes on with what is there. */
async function loadAlone({ dataDir, port, host, evidenceDir }: Config, starting: Starting): Promise<void> {
  await assertPortFree(port, host);
  const beforeServing = (app: NestExpressApplication): Promise<void> => loadSample(app, starting);
  const server = await startServer({ dataDir, port, evidenceDir, ledger: SAMPLE, loading: true, beforeServing });
  await server.close();
}

async function loadSample(app: NestExpressApplication, { signal }: Starting): Promise<void> {
  const scheme = parseScheme(readFileSync(path.join(projectRoot(), 'seeds/schemes/luan-2023.yaml'), 'utf8'));
  const progress = showProgress(process.stderr);
  const files = readSampleSeeds(path.join(projectRoot(), 'seeds/sample-city'));
  const show: typeof progress.show = (...step) => {
    progress.show(...step);
    signal?.throwIfAborted();
  };
  try {
    await app.get(SampleLoader).load({ files, scheme, progress: show });
  } finally {
    progress.end();
  }
}
