import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { newTiles, openCheckpoint, parseEntries, parseProofFile, parseVerifierKey, tilePath } from '#libs/transparency';
import { readCorpus } from '../corpus/corpus-files.js';
import { CORPUS_START } from '../corpus/scenario/start.js';
import { eventually } from '../support/eventually.js';
import { startSample, type TestServer } from '../support/server.js';

/** A small city's whole ledger, three editions of results in it, all in the first epoch of its log: later corpora open a second one. */
export const { events: cityEvents } = readCorpus('0.1.0');

export async function fillWithCity(store: EventStore): Promise<void> {
  for (const { stream, revision, ...event } of cityEvents) await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
}

/** An answer of the log. */
export interface LogAnswer {
  readonly status: number;
  readonly type: string;
  readonly cache: string | null;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** A server over the small city's ledger, and its log as it is asked for over HTTP. */
export class LiveLog {
  private constructor(readonly running: TestServer) {}

  /** `sealed`: once its newest head covers the whole log. */
  static async open(): Promise<LiveLog> {
    const folder = await mkdtemp(path.join(tmpdir(), 'parkledger-log-'));
    const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
    await fillWithCity(store);
    await store.close();
    return new LiveLog(await startSample(CORPUS_START, folder));
  }

  async sealed(): Promise<void> {
    const wanted = String(cityEvents.length);
    await eventually('the log to be signed', async () =>
      (await this.get('checkpoint')).text.split('\n')[1] === wanted ? true : undefined,
    );
  }

  async get(route: string): Promise<LogAnswer> {
    const response = await fetch(`${this.running.server.url}/log/${route}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { status, headers } = response;
    return {
      status,
      type: headers.get('content-type') ?? '',
      cache: headers.get('cache-control'),
      bytes,
      text: Buffer.from(bytes).toString(),
    };
  }

  /** All that it publishes, for other people's programs. */
  async published() {
    const [key = ''] = await this.lines('verifier-keys');
    const verifier = parseVerifierKey(key);
    const head = openCheckpoint((await this.get('checkpoint')).bytes, [verifier]).checkpoint;
    const sizes = (await this.lines('checkpoints')).map(BigInt);
    const bundles = await Promise.all(
      widthsAt(head.size).map(async ({ index, width }) =>
        parseEntries((await this.get(tilePath({ level: 'entries', index, width }))).bytes, width),
      ),
    );
    return {
      key,
      name: verifier.name,
      head,
      entries: bundles.flat(),
      checkpoints: await Promise.all(sizes.map(async (size) => ({ size, note: (await this.get(`checkpoints/${size}`)).text }))),
      inclusions: await Promise.all(
        [0, 300, Number(head.size) - 1].map(async (index) => ({
          index,
          proof: parseProofFile((await this.get(`proofs/${index}.tlog-proof`)).bytes).proof,
        })),
      ),
      consistency: await Promise.all(
        sizes.map(async (from) => ({
          from,
          proof: (await this.lines(`consistency/${from}/${head.size}`)).map((line) => Buffer.from(line, 'base64')),
        })),
      ),
      tiles: await Promise.all(
        [...newTiles(0n, head.size)].map(async (tile) => ({ ...tile, bytes: (await this.get(tilePath(tile))).bytes })),
      ),
    };
  }

  /** The lines of a text answer. */
  async lines(route: string): Promise<string[]> {
    return (await this.get(route)).text.split('\n').slice(0, -1);
  }
}

/** The bundles of entries of a log of this size. */
function widthsAt(size: bigint): { readonly index: bigint; readonly width: number }[] {
  return [...newTiles(0n, size)].filter(({ level }) => level === 0);
}
