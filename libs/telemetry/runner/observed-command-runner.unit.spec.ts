import type { CommandRunner } from '#libs/event-sourcing';
import { counter, type CounterCommand, counterEvents, FaultyStore, someCaller, testLedger } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import { Telemetry } from '../telemetry.js';
import { memoryTelemetry, valueOf } from '../testing/index.js';

describe('The watched command runner', () => {
  const open = async () => {
    const told = memoryTelemetry();
    const telemetry = await Telemetry.open(told.options);
    const faulty = new FaultyStore(new MemoryEventStore());
    const { before, runner: observe } = telemetry.observers({ ledgerId: '00000000-0000-4000-8000-000000000000' });
    const persistence = { tries: 3, minMs: 0, maxMs: 0, sleep: () => Promise.resolve() };
    const test = await testLedger([counterEvents], { store: telemetry.watchStore(faulty), persistence, ...(observe ? { observe } : {}) });
    const runner = (before as (inner: CommandRunner) => CommandRunner)(test.runner);
    const send = (command: CounterCommand, key: string, more: { readonly dryRun?: boolean; readonly at?: string } = {}) =>
      runner.execute({ decider: counter, id: 'a', command, caller: someCaller, key, ...more });
    const count = async (labels: Readonly<Record<string, string>>, name = 'parkledger_commands_total') =>
      valueOf((await telemetry.metrics.text()).body, name, labels);
    return { told, faulty, runner, send, count };
  };

  it('counts a command whose outcome is unknown, and its repetition that finds out', async () => {
    const { told, faulty, send, count } = await open();
    faulty.appendFaults.push('answerLost', 'notReached', 'notReached');
    await expect(send({ type: 'Add', n: 1 }, 'k')).rejects.toMatchObject({ code: 'store.unavailable' });
    expect(await count({ outcome: 'unknown', code: 'store.unavailable', command: 'Add' })).toBe(1);
    expect(await count({ outcome: 'unknown' }, 'parkledger_append_duration_seconds_count')).toBe(3);
    expect(await count({ reason: 'storeSilent' }, 'parkledger_command_retries_total')).toBe(2);
    expect(told.lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'command.unknown', code: 'store.unavailable' }));
    await send({ type: 'Add', n: 1 }, 'k');
    expect(await count({ outcome: 'repeated' })).toBe(1);
  });

  it('tells what comes to nothing from what is refused, tried out, put off or broken', async () => {
    const { told, send, count, faulty } = await open();
    await send({ type: 'Add', n: 1 }, 'a', { dryRun: true });
    await send({ type: 'Close' }, 'b');
    await send({ type: 'Close' }, 'c');
    await expect(send({ type: 'Add', n: 1 }, 'd')).rejects.toMatchObject({ code: 'counter.closed' });
    await expect(send({ type: 'Add', n: 1 }, '')).rejects.toMatchObject({ code: 'command.keyMissing' });
    await expect(send({ type: 'Close' }, 'e', { at: '2024-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'clock.untrusted' });
    faulty.appendFaults.push(() => Promise.reject(new Error('disk')));
    await expect(send({ type: 'Break' }, 'f')).rejects.toThrow();
    for (const outcome of ['dryRun', 'done', 'nothing', 'unavailable']) expect(await count({ outcome })).toBe(1);
    expect(await count({ outcome: 'refused' })).toBe(3);
    expect(await count({ outcome: 'refused', code: 'counter.closed' })).toBe(2);
    expect(told.lines.filter(({ event }) => event === 'command.refused')).toHaveLength(4);
  });

  it('hands on answers, refusals and loaded states just as they are', async () => {
    const { runner, send } = await open();
    const answer = await send({ type: 'AddMany', numbers: [1, 2] }, 'k');
    expect(await send({ type: 'AddMany', numbers: [1, 2] }, 'k')).toEqual(answer);
    expect(await runner.load(counter, 'a')).toMatchObject({ state: { total: 3 }, revision: 1 });
    expect(await runner.load(counter, 'a', 0)).toMatchObject({ state: { total: 1 }, revision: 0 });
  });

  it('logs a fault that a process meets; a person’s is told by the edge', async () => {
    const { told, runner, send, count } = await open();
    await expect(send({ type: 'Break' }, 'k')).rejects.toThrow();
    expect(told.lines).toEqual([]);
    const caller = { account: 'process:echo', role: 'process' } as const;
    await expect(runner.execute({ decider: counter, id: 'a', command: { type: 'Break' }, caller, key: 'l' })).rejects.toThrow();
    expect(told.lines).toMatchObject([{ level: 'error', event: 'command.failed', command: 'Break', error: { type: 'EventSchemaError' } }]);
    expect(await count({ outcome: 'failed', code: 'server.fault' })).toBe(2);
  });
});
