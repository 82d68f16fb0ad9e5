import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sha256 } from '#libs/kernel';
import { ApiNode } from '../support/api-node.js';
import { headersOf, people } from '../support/client.js';
import { type EventDatabase, eventDatabase } from '../support/event-database.js';
import { logOfDatabase } from '../support/stored-log.js';

interface Ledger {
  readonly ledgerId: string;
  readonly keyIds: object;
  readonly sample: boolean;
  readonly events: number;
}
interface Stored {
  readonly hash: string;
  readonly size: number;
}

describe('Two nodes that are started at the same moment on an empty EventStoreDB', () => {
  let folder: string;
  let database: EventDatabase;
  let nodes: readonly [ApiNode, ApiNode];
  const at = (name: string): string => path.join(folder, name);
  const nodeAt = (name: string, keys = 'keys/ledger-keys.json'): Promise<ApiNode> =>
    ApiNode.at({
      dataDir: at(name),
      args: ['--empty'],
      env: { EVENT_STORE: database.address, LEDGER_KEYS: at(keys), EVIDENCE_DIR: at('evidence') },
    });
  const aboutOf = async ({ api }: ApiNode): Promise<Ledger> => (await api.get<Ledger>('/ledger', people.auditor)).data;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-one-'));
    database = await eventDatabase();
    nodes = [await nodeAt('first'), await nodeAt('second')];
    for (const node of nodes) node.start();
    await Promise.all(nodes.map((node) => node.ready()));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.end()));
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('open one real ledger with one set of keys, and both serve it', async () => {
    const [first, second] = await Promise.all(nodes.map(aboutOf));
    expect(first).toMatchObject({ sample: false, events: 1 });
    expect(second).toMatchObject({ ledgerId: first?.ledgerId, keyIds: first?.keyIds, events: 1 });
    expect((await logOfDatabase(database.address)).map(({ stream, type }) => `${stream} ${type}`)).toEqual(['ledger-main LedgerOpened']);
    expect(statSync(at('keys/ledger-keys.json')).mode & 0o777).toBe(0o600);
    for (const { program } of nodes) expect(program.err).toBe('');
  });

  it('keep a third one out that has other keys, in one line', async () => {
    const keys = { format: 1, inputKey: 'a1'.repeat(32), saltKey: 'b2'.repeat(32) };
    writeFileSync(at('other-keys.json'), JSON.stringify(keys), { mode: 0o600 });
    const third = await nodeAt('third', 'other-keys.json');
    const program = third.start();
    expect(await program.ended).toBe(1);
    const lines = program.err.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('keys.other');
    expect(await logOfDatabase(database.address)).toHaveLength(1);
  }, 60_000);

  describe('share the delivered files', () => {
    const tax = people.of('tax');
    const put = ({ api }: ApiNode, text: string, name: string): Promise<Stored> =>
      api.post<Stored>('/evidence', tax, text, { contentType: 'text/csv', query: `?name=${name}` });
    const contentOn = async ({ api }: ApiNode, hash: string): Promise<string> => {
      const answer = await api.raw('GET', `/evidence/${hash}`, headersOf(tax));
      expect(answer.status).toBe(200);
      return answer.text;
    };
    const describedOn = async ({ api }: ApiNode, hash: string): Promise<string> =>
      (await api.raw('GET', `/evidence/${hash}/description`, headersOf(tax))).text;

    it('what was put on one is read on the other, row by row', async () => {
      const text = '代码,金额\n91341502MA2TX00250,12.5\n';
      const { hash } = await put(nodes[0], text, 'tax.csv');
      expect(hash).toBe(sha256(Buffer.from(text)));
      expect(await contentOn(nodes[1], hash)).toBe(text);
      const row = await nodes[1].api.raw('GET', `/evidence/${hash}/rows/2?sheet=tax.csv`, headersOf(tax));
      expect(JSON.parse(row.text)).toMatchObject({ row: 2, cells: ['91341502MA2TX00250', '12.5'] });
    });

    it('the same file put on both at once, many times, is one file with one delivery', async () => {
      const text = `代码,金额\n${Array.from({ length: 2000 }, (_none, i) => `91341502MA2TX00250,${i}`).join('\n')}\n`;
      const puts = Array.from({ length: 12 }, (_none, i) => put(nodes[i % 2] as ApiNode, text, 'large.csv'));
      const hashes = new Set((await Promise.all(puts)).map(({ hash }) => hash));
      expect([...hashes]).toEqual([sha256(Buffer.from(text))]);
      const [hash = ''] = hashes;
      for (const node of nodes) expect(await contentOn(node, hash)).toBe(text);
      const [first = '', second] = await Promise.all(nodes.map((node) => describedOn(node, hash)));
      expect(second).toBe(first);
      expect((JSON.parse(first) as { deliveries: unknown[] }).deliveries).toHaveLength(1);
    });

    it('and nothing of them lies in a node’s own folder', () => {
      for (const { dataDir } of nodes) expect(existsSync(path.join(dataDir, 'evidence'))).toBe(false);
    });
  });
});
