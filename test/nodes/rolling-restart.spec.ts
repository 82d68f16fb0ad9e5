import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CommandAnswerDto } from '#libs/http';
import { ApiNode } from '../support/api-node.js';
import { people } from '../support/client.js';
import { type EventDatabase, eventDatabase } from '../support/event-database.js';
import { PatientClient, type Served } from '../support/patient-client.js';
import { byCommand, logOfDatabase } from '../support/stored-log.js';
import { usccOf } from '../support/uscc.js';

const CLIENTS = 4;
/** Between two commands of a client: a light load. */
const PAUSE_MS = 60;

describe('A rolling restart of two nodes while people work', () => {
  let folder: string;
  let database: EventDatabase;
  let nodes: readonly ApiNode[];
  const at = (name: string): string => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-rolling-'));
    database = await eventDatabase();
    const env = { EVENT_STORE: database.address, LEDGER_KEYS: at('keys.json'), EVIDENCE_DIR: at('evidence') };
    nodes = await Promise.all(['first', 'second'].map((name) => ApiNode.at({ dataDir: at(name), args: ['--empty'], env })));
    for (const node of nodes) node.start();
    await Promise.all(nodes.map((node) => node.ready()));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.end()));
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves everybody who follows Retry-After, loses nothing and does nothing twice', async () => {
    let over = false;
    const served: Served[] = [];
    const work = async (client: number): Promise<void> => {
      const patient = new PatientClient(
        nodes.map(({ url }) => url),
        client % nodes.length,
      );
      for (let n = 0; !over; n++) {
        const enterprise = { uscc: usccOf(client * 100_000 + n), name: `示例企业 ${client}:${n}` };
        served.push(await patient.post('/enterprises', people.of('market'), enterprise, `${client}:${n}`));
        await wait(PAUSE_MS);
      }
    };
    const working = Array.from({ length: CLIENTS }, (_none, client) => work(client));
    const restarting = (async (): Promise<void> => {
      for (const node of nodes) {
        expect(await node.stop()).toBe(0);
        node.start();
        await node.ready();
      }
    })();
    await restarting.finally(() => (over = true));
    await Promise.all(working);

    const met = new Set(served.flatMap((one) => one.met));
    expect([...met].filter((what) => what !== 'refused' && what !== 'broken' && what !== 503)).toEqual([]);
    for (const number of nodes.keys()) expect(served.some((one) => one.at === number)).toBe(true);
    const answers = served.map(({ text }) => JSON.parse(text) as CommandAnswerDto);
    const commands = byCommand(await logOfDatabase(database.address));
    expect(answers.map(({ commandId }) => commands.get(commandId)?.map(({ id }) => id))).toEqual(
      answers.map(({ events }) => events.map(({ id }) => id)),
    );
    // LedgerOpened beside them, and nothing else.
    expect(commands.size).toBe(answers.length + 1);
  }, 120_000);
});
