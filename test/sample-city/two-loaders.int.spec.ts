import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { type LoadReport, SampleLoader } from '#libs/sample-city/nest';
import { MemoryEventStore, MemoryLog } from '#libs/event-store/memory';
import { smallCity } from '../faults/small-city.js';
import { appOver } from '../support/app-over.js';
import { byCommand, storedLog } from '../support/stored-log.js';

/** After how many steps the turn goes over: small and large, so that each node finds the other behind it, ahead of it, and far ahead. */
const STRIDES = [1, 2, 1, 7, 15, 3, 30, 5, 45, 2, 60, 4, 20, 90, 11];

/** A store whose answers wait while it is not its node's turn. */
class TurnStore extends MemoryEventStore {
  #turn: Promise<void> = Promise.resolve();
  #come: () => void = () => undefined;

  leave(): void {
    this.#turn = new Promise((resolve) => (this.#come = resolve));
  }

  enter(): void {
    this.#come();
  }

  override async append(...args: Parameters<MemoryEventStore['append']>): ReturnType<MemoryEventStore['append']> {
    await this.#turn;
    return super.append(...args);
  }

  override async *readStream(...args: Parameters<MemoryEventStore['readStream']>): ReturnType<MemoryEventStore['readStream']> {
    await this.#turn;
    yield* super.readStream(...args);
  }
}

describe('The sample city, loaded by two nodes at once', () => {
  let folder: string;
  const apps: INestApplication[] = [];
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-two-loaders-'));
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (store: MemoryEventStore, name: string): Promise<SampleLoader> => {
    const app = await appOver(store, { folder: path.join(folder, name), sample: true, standing: true });
    apps.push(app);
    return app.get(SampleLoader);
  };
  const told = async (log: MemoryLog) =>
    (await storedLog(new MemoryEventStore(log))).map(
      ({ stream, revision, id, type, data }) => `${stream}@${revision} ${id} ${type} ${data}`,
    );

  it('by turns, however far one is ahead of the other: the log tells the story once, as one node would', async () => {
    const alone = new MemoryLog();
    const city = await smallCity();
    await (await open(new MemoryEventStore(alone), 'alone')).load(city);

    const log = new MemoryLog();
    const stores = [new TurnStore(log), new TurnStore(log)] as const;
    const loaders = [await open(stores[0], 'one'), await open(stores[1], 'other')] as const;
    let strides = 0;
    const load = async (n: 0 | 1): Promise<LoadReport> => {
      const [own, others] = [stores[n], stores[1 - n] as TurnStore];
      let left = STRIDES[strides++ % STRIDES.length] as number;
      const progress = (): void => {
        if (--left > 0) return;
        left = STRIDES[strides++ % STRIDES.length] as number;
        own.leave();
        others.enter();
      };
      try {
        return await loaders[n].load({ ...city, progress });
      } finally {
        others.enter();
        others.leave = () => undefined;
      }
    };
    stores[1].leave();
    const reports = await Promise.all([load(0), load(1)]);
    expect(reports.map(({ loaded }) => loaded)).toEqual([true, true]);
    expect(strides).toBeGreaterThan(20);
    expect(await told(log)).toEqual(await told(alone));
    expect(byCommand(await storedLog(new MemoryEventStore(log))).size).toBe(byCommand(await storedLog(new MemoryEventStore(alone))).size);
  }, 120_000);
});
