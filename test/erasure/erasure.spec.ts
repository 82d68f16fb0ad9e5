import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EvidenceFolder } from '#libs/evidence';
import type { CommandAnswerDto } from '#libs/http';
import { leaf, sha256 } from '#libs/kernel';
import { leafHash, LogTree, MemoryTileStore, verifyConsistency, verifyInclusion } from '#libs/transparency';
import type { EventStore } from '#libs/event-store';
import { type CorpusEvent, readCorpus } from '../corpus/corpus-files.js';
import { people, type Person, Refused } from '../support/client.js';
import { type ErasedTown, filesHolding, layDown, serve } from './erased-town.js';

const NAME = '王小明';
const PHONE = '13800005640';
const PARK = 'P-01';
const confirmer = people.of('taskForce', 2);
const { events } = readCorpus('0.1.0');

/** The very file that the corpus' tax figures were taken from, delivered again: by a clerk who puts her name on it. */
const taxFile = `${['来源,行', ...Array.from({ length: 60 }, (_none, i) => `tax-1,${i + 2}`)].join('\n')}\n`;
const hash = sha256(taxFile);
const oldFile = `姓名,电话\n${NAME},${PHONE}\n`;

interface WhyAnswer {
  readonly same: boolean;
  readonly recordedHash: string;
  readonly why: unknown;
}

describe('A finalised ledger in which a person and two files are erased', () => {
  let folder: string;
  let town: ErasedTown;
  let amended: CommandAnswerDto;
  let amending: { contact: string; reason: string };
  let before: { readonly tree: LogTree; readonly why: WhyAnswer; readonly ranking: unknown };
  let holding: readonly string[];

  const read = async <T>(of: string, person: Person = people.auditor): Promise<T> => (await town.api.get<T>(of, person)).data;
  const why = () => read<WhyAnswer>(`/evaluations/2023/parks/${PARK}/why?edition=1`, people.taskForce);
  const ranking = () => read<unknown>('/evaluations/2023/ranking?edition=1');
  const amend = (body: object) => town.api.post(`/parks/${PARK}/amendment`, people.taskForce, body, { key: 'the contact' });
  const contact = async () => read<{ contact: string; contactSubject: string }>(`/parks/${PARK}`);

  async function erase(what: 'personal' | 'evidence', target: object): Promise<void> {
    const document = { hash: sha256('申请\n'), title: '删除申请' };
    const basis = { ground: 'consentWithdrawn', reason: '本人申请删除', document };
    const proposed = await town.api.post(`/erasures/${what}`, people.taskForce, { ...target, ...basis });
    const { erasure } = proposed.events[0]?.data as { erasure: string };
    await town.api.post(`/erasures/${erasure}/confirmation`, confirmer, {}, { query: '?dryRun=true' });
    expect((await contact()).contact).toBe(what === 'personal' ? amending.contact : '已删除');
    const confirmed = await town.api.post(`/erasures/${erasure}/confirmation`, confirmer, {}, { key: erasure });
    expect(await town.api.post(`/erasures/${erasure}/confirmation`, confirmer, {}, { key: erasure })).toEqual(confirmed);
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'parkledger-erasure-'));
    await layDown(events, folder);
    // From before files were encrypted: the search below must be able to find something.
    const older = await EvidenceFolder.open(path.join(folder, 'evidence'));
    const old = await older.put(Buffer.from(oldFile), {
      name: `${NAME}.csv`,
      mediaType: 'text/csv',
      account: 'market-1',
      department: 'market',
    });
    town = await serve(folder);
    const upload = (name: string, body: string) =>
      town.api.post('/evidence', people.taskForce, body, { contentType: 'text/csv', query: `?name=${encodeURIComponent(name)}` });
    await upload(`${NAME}-税收.csv`, taxFile);
    await upload('申请.csv', '申请\n');
    amending = { contact: `${NAME} ${PHONE}`, reason: '更换联系人' };
    amended = await amend(amending);
    const { contact: shown, contactSubject } = await contact();
    expect(shown).toBe(amending.contact);
    before = { tree: await treeOf(town.store), why: await why(), ranking: await ranking() };
    holding = await filesHolding(NAME, folder);
    await erase('personal', { subject: contactSubject, data: 'contact' });
    await erase('evidence', { hash });
    await erase('evidence', { hash: old.hash });
  }, 120_000);

  afterAll(async () => {
    await town.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows 已删除 in place of the person, and answers 410 for the files', async () => {
    expect((await contact()).contact).toBe('已删除');
    for (const of of [
      `/evidence/${hash}`,
      `/evidence/${hash}/description`,
      `/evidence/${hash}/rows/2?sheet=tax.csv`,
      `/evidence/${sha256(oldFile)}`,
    ]) {
      await expect(read(of, people.taskForce)).rejects.toMatchObject({ problem: { status: 410, code: 'evidence.erased' } });
    }
    await expect(
      town.api.post('/evidence', people.of('tax'), taxFile, { contentType: 'text/csv', query: '?name=tax.csv' }),
    ).rejects.toMatchObject({
      problem: { status: 410, code: 'evidence.erased' },
    });
    const erasures = await read<readonly { status: string; groundText: string }[]>('/erasures');
    expect(erasures.map(({ status }) => status)).toEqual(['erased', 'erased', 'erased']);
    expect(erasures[0]?.groundText).toContain('个人撤回同意');
  });

  it('answers a repeated command as at first without the key, tells it from another input, and takes the next contact', async () => {
    expect(await amend(amending)).toEqual(amended);
    await expect(amend({ ...amending, reason: '别的理由' })).rejects.toBeInstanceOf(Refused);
    await town.api.post(`/parks/${PARK}/amendment`, people.taskForce, { contact: '李小红 0564-1', reason: '新联系人' });
    expect((await contact()).contact).toBe('李小红 0564-1');
  });

  it('still verifies: every leaf and root as it was, every earlier event included in the tree of now', async () => {
    const [size, now] = [before.tree.size, await treeOf(town.store)];
    expect(now.size).toBeGreaterThan(size);
    expect(now.root(size)).toEqual(before.tree.root());
    verifyConsistency({
      from: { size, root: before.tree.root() },
      to: { size: now.size, root: now.root() },
      proof: now.consistencyProof(size),
    });
    const index = size - 1n;
    verifyInclusion({ leafHash: before.tree.leafHash(index), index, size: now.size, proof: now.inclusionProof(index), root: now.root() });
  });

  it('scores as it did, and its sheet says 输入已删除 at every line that came from the file', async () => {
    expect(await ranking()).toEqual(before.ranking);
    const after = await why();
    expect(after).toMatchObject({ same: true, recordedHash: before.why.recordedHash });
    const [erased, others] = [linesOf(after.why).filter(isFrom(hash)), linesOf(after.why).filter((line) => !isFrom(hash)(line))];
    expect(erased.length).toBeGreaterThan(0);
    expect([erased.every(({ erased: is }) => is === true), others.some(({ erased: is }) => is === true)]).toEqual([true, false]);
    const { sheet, rendered } = await read<{ sheet: unknown; rendered: unknown }>(
      `/evaluations/2023/parks/${PARK}/sheet?edition=1`,
      people.taskForce,
    );
    expect(JSON.stringify(sheet)).not.toContain('"erased"');
    const noted = linesOf(rendered).filter(({ note }) => note?.includes('输入已删除'));
    expect(noted.map(({ id }) => id)).toEqual(erased.map(({ id }) => id));
  });

  it('holds the name nowhere any more: log, read models, evidence, sheets, keys; also after the next start', async () => {
    const legacy = `evidence/${sha256(oldFile).slice(0, 2)}/${sha256(oldFile)}`;
    expect(holding.length).toBeGreaterThanOrEqual(2);
    expect(holding.every((file) => file.startsWith(legacy))).toBe(true);
    for (const text of [NAME, PHONE]) expect(await filesHolding(text, folder)).toEqual([]);
    await town.close();
    town = await serve(folder);
    await town.api.get(`/parks/${PARK}?atLeast=${encodeURIComponent((await town.store.head()) ?? '')}`, people.auditor);
    for (const text of [NAME, PHONE]) expect(await filesHolding(text, folder)).toEqual([]);
    expect(await filesHolding(PARK, folder)).toContain('ledger.db');
  });
});

interface ShownLine {
  readonly id: string;
  readonly source: { readonly hash: string };
  readonly erased?: boolean;
  readonly note?: string;
}

/** Every line of a sheet, in its order. */
function linesOf(tree: unknown): ShownLine[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const { lines } = tree as { lines?: readonly ShownLine[] };
  return [...(lines ?? []), ...Object.entries(tree).flatMap(([key, inner]) => (key === 'lines' ? [] : linesOf(inner)))];
}

const isFrom =
  (file: string) =>
  ({ source }: ShownLine): boolean =>
    source.hash === file;

async function treeOf(store: EventStore): Promise<LogTree> {
  const tree = new LogTree(new MemoryTileStore());
  for await (const page of store.readAll()) tree.append(page.map((event: CorpusEvent) => leafHash(Buffer.from(leaf(event)))));
  return tree;
}
