import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { deleteDerived, loadCity, logOf, openCity, readsOf, settled } from './city.js';

interface StoredMetadata {
  readonly commandId: string;
  readonly causationId?: string;
  readonly actor: { readonly account: string };
}
interface Outcome {
  readonly log: readonly string[];
  readonly reads: Readonly<Record<string, unknown>>;
}

/** Where a process can be killed, and from how many passages the moment is drawn. */
const places = { 'after-append': 120, 'before-position-saved': 200, 'process-before-send': 9, 'in-append': 9, 'in-load': 60 } as const;

/** A loaded city under kill -9 (SIGKILL), as often and wherever: the log is the same to the byte as that of a loading that nobody disturbed. */
describe('A city that is killed while it is loaded', () => {
  let folder: string;
  let undisturbed: Outcome;
  const at = (name: string): string => path.join(folder, name);

  const outcomeOf = async (name: string): Promise<Outcome> => {
    const city = await openCity(at(name));
    try {
      await settled(city);
      return { reads: await readsOf(city), log: await logOf(at(name)) };
    } finally {
      await city.stop();
    }
  };
  /** Kills it at each point in turn, then lets it finish. */
  const killedAt = async (name: string, points: readonly string[]): Promise<void> => {
    for (const point of points) expect([point, await loadCity(at(name), { killAt: point })]).toEqual([point, 'killed']);
    await loadCity(at(name));
  };
  const expectUndisturbed = async (name: string): Promise<void> => {
    const { log, reads } = await outcomeOf(name);
    expect(firstDifference(log, undisturbed.log)).toBeUndefined();
    expect(reads).toEqual(undisturbed.reads);
    rmSync(at(name), { recursive: true });
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-faults-'));
    await Promise.all([loadCity(at('one')), loadCity(at('other'))]);
    undisturbed = await outcomeOf('one');
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is the same city, byte for byte, whenever it is loaded undisturbed', async () => {
    expect(undisturbed.log.length).toBeGreaterThan(600);
    await expectUndisturbed('other');
  });

  it('between each pair of the processes’ steps: goes on with the next one', async () => {
    const moments = betweenSteps(undisturbed.log);
    expect(moments.length).toBeGreaterThanOrEqual(20);
    const half = Math.ceil(moments.length / 2);
    const points = (from: number, to?: number): string[] =>
      moments.slice(from, to).map((n, i, all) => `process-after-send:${n - (all[i - 1] ?? 0)}`);
    await Promise.all([killedAt('first half', points(0, half)), killedAt('second half', points(half))]);
    await expectUndisturbed('first half');
    await expectUndisturbed('second half');
  }, 400_000);

  it('in the middle of a chunk, after it, and again while it starts: no half chunk is ever seen', async () => {
    const { log } = undisturbed;
    const scored = rowsBefore(log, 'ParkScored');
    const pinned = rowsBefore(log, 'RunInputsPinned');
    await Promise.all([
      killedAt('chunk', [`in-append:${scored + 2}`, 'in-append:2', 'process-before-send:2']),
      killedAt('closing', [`in-append:${pinned - 1}`, 'before-position-saved:3', 'in-append:3']),
    ]);
    await expectUndisturbed('chunk');
    await expectUndisturbed('closing');
  }, 300_000);

  it('in mid-load, after an append and before its position is saved', async () => {
    await Promise.all([
      killedAt('load', ['in-load', 'in-load:90', 'in-load:120']),
      killedAt('position', ['after-append', 'before-position-saved:200', 'after-append:250']),
    ]);
    await expectUndisturbed('load');
    await expectUndisturbed('position');
  }, 300_000);

  it('at moments drawn by lot, every derived file deleted each time', async () => {
    const moment = fc
      .constantFrom(...(Object.keys(places) as (keyof typeof places)[]))
      .chain((place) => fc.integer({ min: 1, max: places[place] }).map((n) => `${place}:${n}`));
    const lots = (seed: number): string[] => fc.sample(moment, { seed, numRuns: 4 });
    const untilDone = async (name: string, points: readonly string[]): Promise<number> => {
      for (const [kills, point] of points.entries()) {
        if ((await loadCity(at(name), { killAt: point })) === 'done') return kills;
        deleteDerived(at(name));
      }
      await loadCity(at(name));
      return points.length;
    };
    const kills = await Promise.all([untilDone('lot 1', lots(20230930)), untilDone('lot 2', lots(20241126))]);
    for (const times of kills) expect(times).toBeGreaterThanOrEqual(3);
    await expectUndisturbed('lot 1');
    await expectUndisturbed('lot 2');
  }, 300_000);
});

/** The first place where two logs part, with what each says there. */
function firstDifference(actual: readonly string[], expected: readonly string[]): unknown {
  const at = [...expected, ''].findIndex((line, i) => line !== (actual[i] ?? ''));
  return at < 0 && actual.length === expected.length ? undefined : { at, actual: actual[at], expected: expected[at] };
}

const metadataOf = (line: string): StoredMetadata => JSON.parse(line.slice(line.lastIndexOf(' {') + 1)) as StoredMetadata;

/**
 * After which of their commands the processes are killed: for each two kinds of steps that follow one another, the first place where they do, and after the last one of all.
 * What the intake says to dossiers is of one kind, and said in the name of who accepted: it answers an event of the log. A command that is refused is none: its refusal is
 * recorded by the sender itself.
 */
function betweenSteps(log: readonly string[]): readonly number[] {
  const accepted = new Set<string>();
  const steps = new Map<string, string>();
  for (const line of log) {
    const { commandId, causationId = '', actor } = metadataOf(line);
    const [, stream = '', id = '', type = ''] = line.split(' ');
    if (type === 'SubmissionAccepted') accepted.add(id);
    const applied = accepted.has(causationId) && type !== 'SubmissionApplied';
    const own = actor.account.startsWith('process:') && !stream.startsWith('process-');
    if ((own || applied) && !steps.has(commandId)) steps.set(commandId, applied ? 'applied' : type);
  }
  const kinds = [...steps.values()];
  const pairs = kinds.map((kind, i) => `${kind} ${kinds[i + 1] ?? ''}`);
  return pairs.flatMap((pair, i) => (pairs.indexOf(pair) === i ? [i + 1] : []));
}

/** How many rows of appends with several rows, the first of each left out, are written before the first event of a type. */
function rowsBefore(log: readonly string[], type: string): number {
  const upTo = log.findIndex((line) => line.split(' ')[3] === type);
  const commands = log.slice(0, upTo).map((line) => metadataOf(line).commandId);
  return commands.length - new Set(commands).size;
}
