import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiNode } from '../support/api-node.js';
import { headersOf, people } from '../support/client.js';
import { type EventDatabase, eventDatabase } from '../support/event-database.js';
import { eventually } from '../support/eventually.js';
import { logOfDatabase } from '../support/stored-log.js';
import { usccOf } from '../support/uscc.js';
import { kill } from './storm/killer.js';
import { read } from './storm/reader.js';
import { StormRecord } from './storm/record.js';
import { Sender } from './storm/sender.js';
import { broken, summary, tooEarly } from './storm/verdict.js';
import { PARKS, write } from './storm/writer.js';

/** STORM_SECONDS=180 STORM_KILL_EVERY=20, on a real, empty server by EVENTSTOREDB_EMPTY: the full length. */
const seconds = Number(process.env.STORM_SECONDS ?? 40);
const killEvery = Number(process.env.STORM_KILL_EVERY ?? 8);
const WRITERS = 6;
const READY_LAG = 50;

/** What both nodes must answer to the byte. */
const questions = [
  '/ledger/events?from=0&limit=500',
  '/enterprises?limit=200',
  '/parks',
  ...PARKS.flatMap((park) => [`/parks/${park}`, `/streams/park-${park}`]),
];

describe('Two nodes on one EventStoreDB, killed by turns while people write and read on both', () => {
  let folder: string;
  let database: EventDatabase;
  let nodes: readonly ApiNode[];
  const at = (name: string): string => path.join(folder, name);
  const record = new StormRecord();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-storm-'));
    database = await eventDatabase();
    const env = {
      EVENT_STORE: database.address,
      LEDGER_KEYS: at('keys.json'),
      EVIDENCE_DIR: at('evidence'),
      READY_LAG: String(READY_LAG),
    };
    nodes = await Promise.all(['first', 'second'].map((name) => ApiNode.at({ dataDir: at(name), args: ['--empty'], env })));
    for (const node of nodes) node.start();
    await Promise.all(nodes.map((node) => node.ready()));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.end()));
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const openParks = async (sender: Sender): Promise<void> => {
    const person = people.taskForce;
    const zone = { code: 'ZONE-1', name: '示例开发区', county: '341502', level: 'provincial' };
    await sender.send({ path: '/zones', person, body: zone, key: 'zone' }, 0);
    for (const [n, code] of PARKS.entries()) {
      const operator = { name: '示例运营公司', uscc: usccOf(900_000_000 + n) };
      const park = { code, name: '示例园', zone: 'ZONE-1', operator, completedOn: '2022-03-01', operatingSince: '2022-03-01' };
      await sender.send({ path: '/parks', person, body: park, key: code }, n);
    }
  };
  /** Every question's answer, once its store answers in time: a busy machine is no difference. */
  const answersOf = (node: ApiNode, head: string): Promise<readonly string[]> =>
    Promise.all(
      questions.map((question) =>
        eventually(`${node.url} to answer ${question}`, async () => {
          const query = `${question.includes('?') ? '&' : '?'}atLeast=${head}`;
          const { status, text } = await node.api.raw('GET', question + query, headersOf(people.auditor));
          if (status === 503) return undefined;
          expect([question, status]).toEqual([question, 200]);
          return text;
        }),
      ),
    );

  it(
    'lose nothing, do nothing twice, give each command one answer wherever it is sent, and show the same in the end',
    async () => {
      const sender = new Sender(nodes, record);
      await openParks(sender);
      const from = performance.now();
      const storm = AbortSignal.timeout(seconds * 1000);
      let written = false;
      const reading = nodes.map((_node, number) => read(number, nodes, record, () => written));
      const killing = kill(nodes, killEvery * 1000, record, storm);
      const writing = Array.from({ length: WRITERS }, (_none, writer) => write(writer, sender, () => storm.aborted));
      await Promise.all([killing, ...writing]).finally(() => (written = true));
      const took = (performance.now() - from) / 1000;
      await Promise.all(reading);

      const log = await logOfDatabase(database.address);
      if (process.env.STORM_SECONDS !== undefined) process.stdout.write(`${summary(record, took, log.length)}\n`);
      expect(record.faults).toEqual([]);
      expect(broken(log, record)).toEqual([]);
      expect(tooEarly(log, record, READY_LAG)).toEqual([]);
      expect(record.comeBacks.length).toBeGreaterThanOrEqual(2);
      expect(Math.min(...record.reads, ...record.crossReads)).toBeGreaterThan(0);

      const head = log.at(-1)?.position ?? '';
      const [first, second] = await Promise.all(nodes.map((node) => answersOf(node, head)));
      expect(second).toEqual(first);
    },
    (seconds + 180) * 1000,
  );
});
