import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReadModels } from '#libs/event-sourcing';
import type { CommandAnswerDto } from '#libs/http';
import { people, type Read } from '../support/client.js';
import type { TestServer } from '../support/server.js';
import { usccOf } from '../support/uscc.js';
import { deleteDerived, loadCity, logOf, openCity, readsOf, settled } from './city.js';

const WRITERS = 4;
const COMMANDS = 75;
const REBUILDS = 3;

/** Questions that readers ask over and over; each answer states its index. */
const asked = ['/evaluations/2023/ranking', '/dossiers/SP016/2023', '/enterprises?limit=20', '/evaluations/2023/parks/SP028/why'] as const;

describe('All read models built anew while people write and read', () => {
  let folder: string;
  let city: TestServer;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-rebuild-'));
    await loadCity(folder);
    city = await openCity(folder);
    await settled(city);
  }, 60_000);
  afterAll(async () => {
    await city.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Enters enterprises, each read back at once: a writer sees what he wrote. */
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; i < COMMANDS; i++) {
      const uscc = usccOf(writer * COMMANDS + i);
      const { position } = await city.api.post<CommandAnswerDto>('/enterprises', people.of('market'), { uscc, name: `示例企业${uscc}` });
      const { data } = await city.api.get<readonly unknown[]>(`/enterprises?uscc=${uscc}&atLeast=${position}`, people.auditor);
      expect(data).toHaveLength(1);
    }
  };
  const readUntil = async (question: string, isOver: () => boolean): Promise<readonly number[]> => {
    const indexes: number[] = [];
    do indexes.push((await city.api.get<Read<unknown>>(question, people.taskForce)).index);
    while (!isOver());
    return indexes;
  };

  it('fails no read, goes back in no answer, fires no process, and ends as a fresh building would', async () => {
    const before = await logOf(folder);
    const models = city.server.app.get(ReadModels);
    const files = new Set<string | undefined>();
    let over = false;
    const readers = asked.map((question) => readUntil(question, () => over));
    const writers = Array.from({ length: WRITERS }, (_none, writer) => write(writer));
    for (let i = 0; i < REBUILDS; i++) {
      files.add(models.status.file);
      await models.rebuild();
    }
    files.add(models.status.file);
    await Promise.all(writers);
    over = true;
    for (const indexes of await Promise.all(readers)) {
      expect(indexes.length).toBeGreaterThan(1);
      expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
    }
    expect(files.size).toBe(REBUILDS + 1);

    await settled(city);
    const log = await logOf(folder);
    expect(log.slice(0, before.length)).toEqual(before);
    const written = log.slice(before.length).map((line) => line.split(' ')[3]);
    expect(written).toEqual(Array.from({ length: WRITERS * COMMANDS }, () => 'EnterpriseRegistered'));

    const rebuilt = await readsOf(city);
    await city.stop();
    deleteDerived(folder, ['reads']);
    city = await openCity(folder);
    await settled(city);
    expect(await readsOf(city)).toEqual(rebuilt);
  }, 120_000);
});
