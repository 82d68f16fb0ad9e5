import { rmSync } from 'node:fs';
import path from 'node:path';
import type { StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { EventStoreToken, ProcessHost } from '#libs/event-sourcing/nest';
import { jurisdiction, SAMPLE_START, seed } from '#libs/sample-city';
import { startServer } from '../../apps/api/server.js';
import { people, Refused, ApiClient } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';
import { running, type TestServer } from '../support/server.js';
import { storedLog } from '../support/stored-log.js';
import { PARKS, smallCityFolder } from './small-city.js';

const LOADER = 'test/faults/load-city.testing.ts';

export interface Loading {
  /** Where the process is ended by SIGKILL. */
  readonly killAt?: string | undefined;
  /** `blocked`: to where the closing of 2022 waits for what is missing; otherwise the whole story. */
  readonly until?: 'blocked' | 'done' | undefined;
  /** The EventStoreDB that the ledger is in; otherwise it is in the data folder. */
  readonly address?: string | undefined;
}

/** Loads the small city in a process of its own, or goes on with it. Says how it ended. */
export async function loadCity(dataDir: string, { killAt, until = 'done', address }: Loading = {}): Promise<'done' | 'killed'> {
  const args = [dataDir, await smallCityFolder(), until, ...(address === undefined ? [] : [address])];
  const loader = new Program(LOADER, args, killAt === undefined ? {} : { PARKLEDGER_KILL_AT: killAt });
  const ending = await loader.ended;
  if (ending === 'SIGKILL') return 'killed';
  if (ending !== 0) throw new Error(`the city was not loaded (${killAt ?? 'undisturbed'}): exit ${ending}\n${loader.err}`);
  return 'done';
}

/** The small city's ledger, served in this process; its clock stands still, so that nothing but what a suite does can change it. */
export async function openCity(dataDir: string, address?: string): Promise<TestServer> {
  const ledger = { kind: 'sample', jurisdiction: jurisdiction.name, seed, start: SAMPLE_START, standing: true } as const;
  const store = address === undefined ? {} : { store: { kind: 'eventStoreDb', address } as const };
  return running(await startServer({ dataDir, port: 0, ledger, ...store }), dataDir);
}

/** The whole log as it is stored, in order: a line an event, with its index. Where its store keeps it depends on when the log's heads were signed in between. */
export async function logOf(dataDir: string): Promise<readonly string[]> {
  const store = await openSqliteEventStore({ path: path.join(dataDir, 'ledger.db') });
  try {
    return (await storedLog(store)).map((event, index) => `${index} ${lineOf(event)}`);
  } finally {
    await store.close();
  }
}

/** All of an event but where its store keeps it. */
export function lineOf({ stream, revision, id, type, data, metadata }: StoredEvent): string {
  return [`${stream}@${revision}`, id, type, data, metadata].join(' ');
}

/** Everything that can be deleted of a node: it is made again from the log. */
export const derivedFolders = ['reads', 'processes', 'sheets'] as const;

export function deleteDerived(dataDir: string, folders: readonly string[] = derivedFolders): void {
  for (const folder of folders) rmSync(path.join(dataDir, folder), { recursive: true, force: true });
}

/** Waits until the processes have nothing left to do and the read models show the end of the log. */
export async function settled({ server, api }: TestServer): Promise<void> {
  await server.app.get(ProcessHost).settled();
  const head = await server.app.get<{ head(): Promise<string> }>(EventStoreToken).head();
  await api.get(`/ledger?atLeast=${encodeURIComponent(head)}`, people.auditor);
}

const years = [2021, 2022, 2023] as const;
const judged = [2022, 2023] as const;

/** What can be asked of the city: every kind of list, and everything about its parks, years and editions. */
export const questions: readonly string[] = [
  '/ledger',
  '/ledger/events?from=0&limit=200',
  '/schemes',
  '/schemes/sample-city',
  '/zones',
  '/parks',
  '/enterprises',
  '/tenancies',
  '/evaluations',
  ...judged.flatMap((year) => [
    `/evaluations/${year}`,
    `/evaluations/${year}/blockers`,
    `/evaluations/${year}/ranking`,
    `/awards/${year}`,
    `/progress/${year}`,
    `/clashes/${year}`,
    `/tenancies/growth/${year}`,
  ]),
  '/evaluations/2023/ranking?edition=1',
  '/evaluations/2023/comparison?before=1&after=2',
  ...[200, 500, 600].flatMap((index) => [
    `/progress/2023?asOf=${index}`,
    `/evaluations/2023/ranking?asOf=${index}`,
    `/dossiers/SP016/2023?asOf=${index}`,
  ]),
  ...PARKS.flatMap((park) => [
    `/parks/${park}`,
    ...years.flatMap((year) => [`/dossiers/${park}/${year}`, `/parks/${park}/status/${year}?resultDay=2024-09-30&scheme=sample-city`]),
    ...['2022/{}', '2023/{}', '2023/{}?edition=1'].flatMap((result) => {
      const [year, what] = result.split('/') as [string, string];
      return ['sheet', 'why'].map((kind) => `/evaluations/${year}/parks/${park}/${what.replace('{}', kind)}`);
    }),
    `/streams/dossier-${park}_2023`,
  ]),
];

/** Every question's answer, a refusal included, without the tokens that mean something in one store only: where an event lies depends on when heads were signed in between. */
export async function readsOf({ api }: TestServer): Promise<Readonly<Record<string, unknown>>> {
  const answers: Record<string, unknown> = {};
  for (const question of questions) answers[question] = await ask(api, question);
  return JSON.parse(JSON.stringify(answers, (name, value: unknown) => (name === 'position' ? undefined : value))) as typeof answers;
}

/** Asked until the store answers in time: a busy machine is no difference. */
export function ask(api: ApiClient, question: string): Promise<unknown> {
  return eventually(`an answer to ${question}`, async () => {
    try {
      return await api.get(question, people.taskForce);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, code, title, faults } = error.problem;
      return status === 503 ? undefined : { status, code, title, faults };
    }
  });
}
