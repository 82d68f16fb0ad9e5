import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { type TestLedger, testLedger } from '#libs/event-sourcing/testing';
import { type Caller, DomainError } from '#libs/kernel';
import { findMetric, type Metric, type Scheme } from '#libs/scheme';
import type { DossierCommandInput } from './commands.js';
import { dossierDecider } from './dossier.decider.js';
import { dossierEvents } from './events.js';
import * as city from './testing/city.js';

const stores: [name: string, open: (folder: string) => Promise<EventStore>][] = [
  ['in memory', () => Promise.resolve(new MemoryEventStore())],
  ['in SQLite', (folder) => openSqliteEventStore({ path: join(folder, 'ledger.db') })],
];

/** A scheme with fifty metrics of the park: more than the policy's, so that fifty facts differ. */
const flag = findMetric(city.scheme, 'governanceSound') as Metric;
const fifty: Scheme = { ...city.scheme, metrics: Array.from({ length: 50 }, (_, i) => ({ ...flag, code: `flag${i}` })) };

describe.each(stores)('fifty at once on one dossier, %s', (_name, open) => {
  let folder: string;
  let test: TestLedger;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dossier-'));
    test = await testLedger([dossierEvents], { store: await open(folder) });
  });
  afterEach(async () => {
    await test.store.close();
    await rm(folder, { recursive: true });
  });

  const send = (command: DossierCommandInput, caller: Caller, key: string, scheme = city.scheme) => {
    const known = city.knowing();
    const extra = { ...known, scheme: { id: 'fifty', hash: 'f'.repeat(64), evaluation: 2023, content: scheme } };
    return test.runner.execute({ decider: dossierDecider, id: 'P1_2023', command, caller, key, extra: () => Promise.resolve(extra) });
  };

  it('conflicting corrections of one fact: one wins, forty-nine are told that their version is stale', async () => {
    const clerk = city.clerk('landResources');
    await send({ type: 'SubmitFact', metric: 'landArea', lines: [city.parcel('x', '20')] }, clerk, 'first');
    const corrections = Array.from({ length: 50 }, (_, i) => {
      const lines = [city.parcel('x', `${21 + i}`)];
      return send(
        { type: 'CorrectFact', metric: 'landArea', version: 1, lines, reason: `更正 ${i}`, documents: [city.document] },
        clerk,
        `c${i}`,
      );
    });
    const outcomes = await Promise.allSettled(corrections);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason as DomainError);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(refused.map((error) => [error.code, error.kind, error.params.current])).toEqual(
      Array<unknown>(49).fill(['dossier.staleVersion', 'stale', 2]),
    );
    const { state, revision } = await test.runner.load(dossierDecider, 'P1_2023');
    expect(revision).toBe(2);
    expect(state.facts['landArea']?.versions.map((version) => version.status)).toEqual(['superseded', 'submitted']);
  });

  it('submissions of different facts all succeed, and open the dossier once', async () => {
    const answers = await Promise.all(
      fifty.metrics.map((metric) =>
        send({ type: 'SubmitFact', metric: metric.code, lines: [city.flag(true)] }, city.park, metric.code, fifty),
      ),
    );
    expect(new Set(answers.map((answer) => answer.revision)).size).toBe(50);
    expect(answers.flatMap((answer) => answer.events).filter((event) => event.type === 'DossierOpened')).toHaveLength(1);
    const { state, revision } = await test.runner.load(dossierDecider, 'P1_2023');
    expect(revision).toBe(50);
    expect(Object.keys(state.facts)).toHaveLength(50);
  });
});
