import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventStoreToken, ProcessHost } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { lineKinds } from '#libs/scheme';
import type { SubmissionSummary } from '#libs/submission/nest';
import { people } from '../support/client.js';
import type { Ranking } from '../support/road.js';
import { startSample, type TestServer } from '../support/server.js';
import { type CorpusEvent, readCorpus, releases } from './corpus-files.js';
import { logTypes } from './log-types.js';
import { replay } from './replay.js';
import { CORPUS_START } from './scenario/start.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

interface Verified {
  readonly lines?: readonly Readonly<Record<string, unknown>>[];
}

describe.each(releases())('The ledger of release %s', (release) => {
  const { events, expected } = readCorpus(release);

  it('comes to the same states, leaves, results and sheets with this program', async () => {
    const now = await replay(release, events);
    expect(now.leaves).toBe(expected.leaves);
    expect(now.runs).toEqual(expected.runs);
    // A state that got another shape on purpose: npm run corpus -- restate RELEASE
    expect(now).toEqual(expected);
  });

  it('says itself what its runs came to', () => {
    const recorded = Object.entries(expected.runs).map(([stream]) => [stream, recordedRun(events, stream)]);
    expect(recorded.length).toBeGreaterThan(0);
    expect(Object.fromEntries(recorded)).toEqual(expected.runs);
  });

  it('notices one changed digit of one event', async () => {
    const at = events.findIndex(({ type, data }) => type === 'FactSubmitted' && data.includes('"480.25"'));
    const { data, ...rest } = events[at] as CorpusEvent;
    const changed = events.with(at, { ...rest, data: data.replace('"480.25"', '"480.26"') });
    await expect(replay(release, changed)).rejects.toMatchObject({ code: 'evaluation.pinBroken' });
  });

  it('is opened by the application, which adds nothing to it and shows editions and submissions as they were left', async () => {
    const running = await opened(events);
    try {
      const { app } = running.server;
      await app.get(ProcessHost).settled();
      const log = await logOf(app.get<EventStore>(EventStoreToken));
      expect(log).toEqual(events);
      const finalised = events
        .filter(({ type }) => type === 'ResultsFinalised')
        .map(({ stream, data }) => ({ stream, ...(JSON.parse(data) as { edition: number; resultHash: string }) }));
      expect(finalised.length).toBeGreaterThan(1);
      for (const { stream, edition, resultHash } of finalised) {
        const year = stream.replace('evaluation-', '');
        const { data } = await running.api.get<Ranking>(`/evaluations/${year}/ranking?edition=${edition}`, people.taskForce);
        expect(data).toMatchObject({ edition, resultHash, standing: 'finalised' });
      }
      const { data: submissions } = await running.api.get<readonly SubmissionSummary[]>('/submissions', people.auditor);
      expect(Object.fromEntries(submissions.map(({ id, status }) => [`submission-${id}`, status]))).toEqual(submissionsIn(events));
    } finally {
      await running.dispose();
    }
  });
});

/** While a release is being made, its corpus is not there yet; from the day that it is, it must be whole. */
for (const release of releases().filter((release) => release === version))
  describe(`The corpus of this release, ${release}`, () => isWhole(release));

function isWhole(release: string): void {
  const { events } = readCorpus(release);

  it('holds every event type at least once', () => {
    const types = new Set(events.map(({ type }) => type));
    expect(logTypes().filter((type) => !types.has(type))).toEqual([]);
  });

  it('holds every kind of line', () => {
    const [scheme] = events
      .filter(({ type }) => type === 'SchemeDrafted')
      .map(({ data }) => JSON.parse(data) as { content: { metrics: { code: string; lines: string }[] } });
    const kinds = new Map(scheme?.content.metrics.map(({ code, lines }) => [code, lines]));
    const delivered = events
      .filter(({ type }) => type === 'FactSubmitted')
      .map(({ data }) => JSON.parse(data) as Verified & { metric: string });
    const present = new Set(delivered.filter(({ lines }) => (lines ?? []).length > 0).map(({ metric }) => kinds.get(metric)));
    expect(lineKinds.filter((kind) => !present.has(kind))).toEqual([]);
  });
}

/** A server on a folder whose ledger holds the events, and nothing derived from them. */
async function opened(events: readonly CorpusEvent[]): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parkledger-corpus-'));
  const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
  for (const { stream, revision, ...event } of events) await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  await store.close();
  return startSample(CORPUS_START, folder);
}

async function logOf(store: EventStore): Promise<CorpusEvent[]> {
  const log: CorpusEvent[] = [];
  for await (const page of store.readAll()) log.push(...page.map(({ position: _position, ...event }) => event));
  return log;
}

/** What each submission came to, by the last event of its stream; their files are not there to be read again. */
function submissionsIn(events: readonly CorpusEvent[]): Record<string, string> {
  const own = events.filter(({ stream }) => stream.startsWith('submission-'));
  return Object.fromEntries(own.map(({ stream, type }) => [stream, type.replace('Submission', '').toLowerCase()]));
}

/** The result of a run as its own events tell it. */
function recordedRun(events: readonly CorpusEvent[], stream: string) {
  const own = events.filter((event) => event.stream === stream);
  const [completed] = own.filter(({ type }) => type === 'RunCompleted').map(({ data }) => JSON.parse(data) as { resultHash: string });
  const sheets = own.filter(({ type }) => type === 'ParkScored').map(({ data }) => JSON.parse(data) as { park: string; sheetHash: string });
  return { resultHash: completed?.resultHash, sheets: Object.fromEntries(sheets.map(({ park, sheetHash }) => [park, sheetHash])) };
}
