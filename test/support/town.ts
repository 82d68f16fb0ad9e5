import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { EventStoreToken, ProcessHost } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { parseScheme, type Scheme } from '#libs/scheme';
import type { TelemetryOptions } from '#libs/telemetry';
import { type ApiClient, people, type Person } from './client.js';
import { startSample, type TestServer } from './server.js';
import { usccOf } from './uscc.js';

/** A place in a delivered file. */
export interface Source {
  readonly hash: string;
  readonly sheet: string;
  readonly row: number;
}

/** A line as a department delivers it, without its source. */
export type Line = Readonly<Record<string, unknown>>;

/** A document that a decision names. */
export interface Document {
  readonly hash: string;
  readonly title: string;
  readonly number: string;
  readonly date: string;
}

export const COUNTY = '341502';
export const ZONE = 'ZONE-1';
export const county: Person = { ...people.of('county'), county: COUNTY };

/** Rows of each delivered file: enough for every line that a suite delivers. */
const ROWS = 60;
const PATIENCE = 60_000;

/**
 * A small town on a server of its own: what its people do before and around an evaluation, in their words and over HTTP only. Each office delivers files of its
 * own; each enterprise and certificate exists once.
 */
export class Town {
  private readonly files = new Map<string, { readonly hash: string; readonly sheet: string }>();
  private enterprises = 0;
  private certificates = 0;

  private constructor(
    readonly running: TestServer,
    readonly api: ApiClient,
    readonly scheme: Scheme,
    private readonly paper: string,
  ) {}

  /** Opens a sample ledger at an instant, with the city's scheme adopted and a zone registered. */
  static async found(
    start: string,
    clientOf = (running: TestServer): ApiClient => running.api,
    telemetry?: TelemetryOptions,
  ): Promise<Town> {
    const running = await startSample(start, undefined, telemetry);
    const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
    const { hash } = await running.api.post<{ hash: string }>('/evidence', people.taskForce, '专班文件\n', {
      contentType: 'text/csv',
      query: '?name=documents.csv',
    });
    const town = new Town(running, clientOf(running), scheme, hash);
    await town.adoptScheme();
    await town.api.post('/zones', people.taskForce, { code: ZONE, name: '示例开发区', county: COUNTY, level: 'provincial' });
    return town;
  }

  /** A document dated on a day that is over. */
  document(date: string, title = '专班文件'): Document {
    return { hash: this.paper, title, number: '六专班〔2024〕1号', date };
  }

  /** The end of the log itself: what no refused command may move. */
  head(): Promise<string | undefined> {
    return headOf(this.running);
  }

  /** Waits until the processes have done all that the log asks of them, and the read models show it. */
  async settled(): Promise<void> {
    await processesOf(this.running).settled();
    await this.api.get(`/ledger?atLeast=${encodeURIComponent((await this.head()) ?? '')}`, people.auditor);
  }

  /** Moves the sample's clock. */
  async until(to: string): Promise<void> {
    await this.api.post('/sample/clock', people.admin, { to });
  }

  dispose(): Promise<void> {
    return this.running.dispose();
  }

  /** A valid 统一社会信用代码 that nobody else here has. */
  enterprise(): string {
    return usccOf(this.enterprises++);
  }

  certificate(): string {
    return `证${(++this.certificates).toString().padStart(8, '0')}`;
  }

  /** Delivers lines from the file of whoever delivers them: row by row. */
  async sourced(who: Person, lines: readonly Line[]): Promise<readonly (Line & { readonly source: Source })[]> {
    const file = await this.fileOf(who);
    return lines.map((line, i) => ({ ...line, source: { ...file, row: (i % ROWS) + 2 } }));
  }

  /** The file of an office or park, uploaded once. */
  async fileOf(who: Person): Promise<{ readonly hash: string; readonly sheet: string }> {
    const known = this.files.get(who.account);
    if (known) return known;
    const sheet = `${who.department ?? who.role}.csv`;
    const text = ['来源,行', ...Array.from({ length: ROWS }, (_none, i) => `${who.account},${i + 2}`)].join('\n');
    const { hash } = await this.api.post<{ hash: string }>('/evidence', who, `${text}\n`, {
      contentType: 'text/csv',
      query: `?name=${sheet}`,
    });
    const file = { hash, sheet };
    this.files.set(who.account, file);
    return file;
  }

  private async adoptScheme(): Promise<void> {
    const { id } = this.scheme;
    await this.api.post('/schemes', people.taskForce, { content: this.scheme });
    const { data } = await this.api.get<{ hash: string; confirmationsNeeded: readonly { code: string }[] }>(
      `/schemes/${id}`,
      people.taskForce,
    );
    const confirmations = data.confirmationsNeeded.map(({ code }) => ({ code, reason: '专班会议议定' }));
    await this.api.post(`/schemes/${id}/confirmations`, people.of('taskForce', 2), { hash: data.hash, confirmations });
    await this.api.post(`/schemes/${id}/adoption`, people.taskForce, { hash: data.hash, basis: this.document('2023-12-01') });
  }

  /** Waits on a condition that other people's work brings about. */
  async eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    for (let waited = 0; waited < PATIENCE; waited += 20) {
      const found = await look();
      if (found !== undefined) return found;
      await wait(20);
    }
    throw new Error(`waited in vain for ${what}`);
  }
}

/** The end of a server's log. */
export function headOf({ server }: TestServer): Promise<string | undefined> {
  return server.app.get<EventStore>(EventStoreToken).head();
}

export function processesOf({ server }: TestServer): ProcessHost {
  return server.app.get(ProcessHost);
}
