import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { fileKeys, type KeySource, type Ledger, openLedger, ReadModels, sampleKeys } from '#libs/event-sourcing';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { EvidenceFolder } from '#libs/evidence';
import { deriveId } from '#libs/kernel';
import { acquireFolderLock } from '#libs/sqlite';
import { Telemetry, type TelemetryOptions } from '#libs/telemetry';
import { FrameworkLog } from '#libs/telemetry/nest';
import { AppModule } from './app.module.js';
import { allEvents } from './composition.js';

/** What kind of ledger a folder is opened as. */
export type LedgerKind =
  | { readonly kind: 'real'; readonly jurisdiction: string; readonly keysFile: string }
  | {
      readonly kind: 'sample';
      readonly jurisdiction: string;
      readonly seed: string;
      readonly start: string;
      /** The clock stands still until a loader lets it go: what processes do meanwhile bears the loader's instants, after a restart too. */
      readonly standing?: boolean;
    };

export interface ServerOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly ledger: LedgerKind;
  /**
   * Opened to load a sample into an empty folder: nobody is served, and commits don't wait for the disk, for all of it can be loaded again. Closing syncs.
   */
  readonly loading?: boolean;
  /** What the node tells of itself; absent: faults only. */
  readonly telemetry?: TelemetryOptions;
}

/** A running server. */
export interface Server {
  readonly url: string;
  readonly ledger: Ledger;
  readonly app: NestExpressApplication;
  /** Ends requests, processes and read models, then the store; releases the folder. */
  close(): Promise<void>;
}

/** The embedded store's file in the data folder. */
export const LEDGER_FILE = 'ledger.db';
/** Until people sign in, whoever reaches the server can say who they are: loopback only. */
const HOST = '127.0.0.1';
const LOG_ORIGIN = { real: 'parkledger', sample: 'parkledger-sample' } as const;
const SAMPLE_NAMESPACE = '3c1c5e0e-6f0e-5c1b-9a55-3b7a6d1e2f40';

/** Finds out that a port is taken before long work is begun. @throws EADDRINUSE */
export async function assertPortFree(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, HOST, () => probe.close(() => resolve()));
  });
}

/** Opens the folder's ledger and serves it. What was opened before something failed is closed again. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const telemetry = await Telemetry.open(options.telemetry);
    closers.push(() => telemetry.close());
    await mkdir(options.dataDir, { recursive: true });
    const lock = acquireFolderLock(options.dataDir);
    closers.push(() => lock.release());
    const store = await openSqliteEventStore({
      path: path.join(options.dataDir, LEDGER_FILE),
      synchronous: options.loading ? 'NORMAL' : 'FULL',
    });
    closers.push(() => store.close());
    const registry = allEvents();
    const sheets = await EvidenceFolder.open(path.join(options.dataDir, 'sheets'), { durable: false });
    const ledger = await openLedger(store, { registry, ...openingOf(options) });
    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.over({ store, ledger, registry, dataDir: options.dataDir, sheets, telemetry }),
      { logger: new FrameworkLog(telemetry.log), bodyParser: true },
    );
    closers.push(() => app.close());
    app.useBodyParser('json', { limit: '20mb' });
    describeApi(app, ledger.sample);
    await app.init();
    const url = options.loading ? '' : await listen(app.getHttpServer(), options.port);
    await app.get(ReadModels).ready();
    return { url, ledger, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Not by Nest, which reports a port in use in words of its own before anybody can say it in one line. */
async function listen(server: HttpServer, port: number): Promise<string> {
  server.listen(port, HOST);
  await once(server, 'listening');
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

function openingOf({ ledger }: ServerOptions): {
  jurisdiction: string;
  logOrigin: string;
  sample: boolean;
  keys: KeySource;
  newLedgerId: () => string;
  sampleStart?: string;
  frozen?: boolean;
} {
  const { jurisdiction } = ledger;
  if (ledger.kind === 'real') {
    const keys = fileKeys(ledger.keysFile, randomBytes);
    return { jurisdiction, logOrigin: LOG_ORIGIN.real, sample: false, keys, newLedgerId: randomUUID };
  }
  return {
    jurisdiction,
    logOrigin: LOG_ORIGIN.sample,
    sample: true,
    keys: sampleKeys(ledger.seed),
    newLedgerId: () => deriveId(SAMPLE_NAMESPACE, ledger.seed),
    sampleStart: ledger.start,
    frozen: ledger.standing ?? false,
  };
}

/** The OpenAPI document of the whole API. */
export function apiDocument(app: NestExpressApplication, sample: boolean): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('ParkLedger 小微企业园绩效评价账本')
    .setDescription(
      `${sample ? '示例账本（数据均为虚构）。' : ''}命令带 Idempotency-Key，?dryRun=true 只检查不记账；读接口可带 ?asOf= 与 ?atLeast=；错误为 application/problem+json。`,
    )
    .setVersion('1')
    .build();
  return SwaggerModule.createDocument(app, description);
}

/** OpenAPI at /api. */
function describeApi(app: NestExpressApplication, sample: boolean): void {
  SwaggerModule.setup('api', app, () => apiDocument(app, sample));
}
