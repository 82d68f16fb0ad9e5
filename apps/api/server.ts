import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { defaultBackoff, fileKeys, type KeySource, type Ledger, openLedger, ReadModels, sampleKeys } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { EvidenceFolder } from '#libs/evidence';
import { deriveId } from '#libs/kernel';
import { acquireFolderLock } from '#libs/sqlite';
import { Telemetry, type TelemetryOptions } from '#libs/telemetry';
import { FrameworkLog } from '#libs/telemetry/nest';
import { AppModule } from './app.module.js';
import { allEvents } from './composition.js';
import type { StoreSetting } from './config.js';
import { FrontDoor } from './front-door.js';
import type { LedgerKind } from './ledger-kind.js';
import { openStore, placeOfStore } from './open-store.js';
import { openSealing } from './sealing.js';
import { untilReachable } from './until-reachable.js';

export interface ServerOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly ledger: LedgerKind;
  /** Default: the embedded store in the data folder. */
  readonly store?: StoreSetting;
  /** Default: loopback. Until people sign in, whoever reaches the server can say who they are. */
  readonly host?: string;
  /** Default: `evidence` in the data folder. */
  readonly evidenceDir?: string;
  /** How many events the read models may be behind before the node is not ready. Default 1,000. */
  readonly readyLag?: number;
  /** How long accepted requests may take once the server stops, in milliseconds. Default 20 s. */
  readonly stopGraceMs?: number;
  /**
   * Opened to load a sample into an empty folder: nobody is served, and commits don't wait for the disk, for all of it can be loaded again. Closing syncs.
   */
  readonly loading?: boolean;
  /** What is done once the ledger is open and before anybody is served. */
  readonly beforeServing?: (app: NestExpressApplication) => Promise<void>;
  /** Told in a line what the start waits for. */
  readonly tell?: (line: string) => void;
  /** Breaks off a start that waits. */
  readonly signal?: AbortSignal;
  /** What the node tells of itself; absent: faults only. */
  readonly telemetry?: TelemetryOptions;
}

/** A running server. */
export interface Server {
  readonly url: string;
  readonly ledger: Ledger;
  readonly app: NestExpressApplication;
  /** Turns new requests away, lets accepted ones finish, then ends processes and read models, the store and the door; releases the folder. A second call waits for the first. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** Two cities' logs may be served by one witness: a real ledger's log is named by its id. */
const LOG_ORIGIN = { real: (ledgerId: string) => `parkledger/${ledgerId}`, sample: () => 'parkledger-sample' } as const;
const SAMPLE_NAMESPACE = '3c1c5e0e-6f0e-5c1b-9a55-3b7a6d1e2f40';
const DEFAULT_READY_LAG = 1_000;
const DEFAULT_GRACE_MS = 20_000;
/** Between two tries to reach the store at the start, at most. */
const LONGEST_PAUSE_MS = 5_000;

/** Finds out that a port is taken before long work is begun. @throws EADDRINUSE */
export async function assertPortFree(port: number, host = LOOPBACK): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** Opens the ledger and serves it; waits for a store that can't be reached yet. What was opened before something failed is closed again. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataDir, store: setting = { kind: 'embedded' }, stopGraceMs = DEFAULT_GRACE_MS } = options;
  const closers: (() => Promise<unknown> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const telemetry = await Telemetry.open(options.telemetry);
    closers.push(() => telemetry.close());
    await mkdir(dataDir, { recursive: true });
    const lock = acquireFolderLock(dataDir);
    closers.push(() => lock.release());
    const door = options.loading ? undefined : await FrontDoor.open(options.host ?? LOOPBACK, options.port);
    if (door) closers.push(() => door.close());
    const store = await openStore(setting, dataDir, options.loading ?? false);
    closers.push(() => store.close());
    const { app, ledger } = await reaching(options, door, () => assemble(options, store, telemetry));
    closers.push(() => app.close());
    door?.waitFor('正在装入');
    await options.beforeServing?.(app);
    if (door) closers.push(() => door.drain(stopGraceMs));
    door?.serve(app.getHttpAdapter().getInstance() as RequestListener);
    if (door) {
      telemetry.log.info('server.listening', { port: door.port });
      closers.push(() => telemetry.log.info('server.stopping'));
    }
    await app.get(ReadModels).ready();
    let closing: Promise<void> | undefined;
    return { url: door?.url ?? '', ledger, app, close: () => (closing ??= closeAll()) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Waits for the store as long as it takes, and says so: in a line at the terminal, and to whoever comes to the door. */
async function reaching<T>(
  { store, dataDir, signal, tell }: ServerOptions,
  door: FrontDoor | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const place = placeOfStore(store ?? { kind: 'embedded' }, dataDir);
  door?.waitFor(`正在连接账本存储 ${place}`);
  return untilReachable(work, {
    backoff: { ...defaultBackoff(), maxMs: LONGEST_PAUSE_MS },
    signal: signal ?? new AbortController().signal,
    tell: (reason) => {
      door?.waitFor(`连不上账本存储 ${place}`);
      tell?.(`连不上账本存储 ${place}（${reason}）；将不断重试，连上后自动开始服务`);
    },
  });
}

/** The application over the opened ledger, its handlers, read models and processes at work. */
async function assemble(
  options: ServerOptions,
  store: EventStore,
  telemetry: Telemetry,
): Promise<{ app: NestExpressApplication; ledger: Ledger }> {
  const { dataDir, evidenceDir = path.join(dataDir, 'evidence'), readyLag = DEFAULT_READY_LAG } = options;
  const registry = allEvents();
  const sheets = await EvidenceFolder.open(path.join(dataDir, 'sheets'), { durable: false });
  const ledger = await openLedger(store, { registry, ...openingOf(options) });
  // Whoever loads a sample serves nobody: its log is sealed when it is served.
  const sealing = options.loading
    ? undefined
    : await openSealing(
        { dataDir, store, ledger: options.ledger, setting: options.store ?? { kind: 'embedded' } },
        { ledger, registry, telemetry },
      );
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.over({ store, ledger, registry, dataDir, evidenceDir, sheets, readyLag, telemetry, sealing }),
    { logger: new FrameworkLog(telemetry.log), bodyParser: true },
  );
  try {
    app.useBodyParser('json', { limit: '20mb' });
    describeApi(app, ledger.sample);
    return { app: await app.init(), ledger };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function openingOf({ ledger }: ServerOptions): {
  jurisdiction: string;
  logOrigin: (ledgerId: string) => string;
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
