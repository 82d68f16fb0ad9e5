import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { AccessModule } from '#libs/access/nest';
import { type CommandAnswer, CommandRunner, type Dispatch, type Process } from '#libs/event-sourcing';
import { EventSourcingModule, ProcessHost } from '#libs/event-sourcing/nest';
import { counter, type CounterCommand, counterEvents, echo, type EchoState, FaultyStore, testLedger } from '#libs/event-sourcing/testing';
import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { type CommandEnvelope, Envelope, ProblemFilter } from '#libs/http';
import { FrameworkLog, TelemetryModule } from '../nest/index.js';
import { Telemetry } from '../telemetry.js';
import { type MemoryTelemetry, memoryTelemetry } from './memory-telemetry.js';

/** The way of a context's controller, in small. */
@Controller('counters')
class CounterController {
  constructor(private readonly runner: CommandRunner) {}

  @Post(':id/commands')
  @HttpCode(200)
  execute(@Param('id') id: string, @Body() command: CounterCommand, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswer> {
    return this.runner.execute({ decider: counter, id, command, ...envelope });
  }

  @Get('fault')
  fault(): unknown {
    return JSON.parse('绝密正文');
  }
}

@Module({ controllers: [CounterController], providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
class CounterModule {}

/** A node of the small counter domain: HTTP, read models, the echo process, telemetry in memory, a store that fails as told. */
export interface CounterNode {
  readonly store: FaultyStore;
  readonly told: MemoryTelemetry;
  readonly runner: CommandRunner;
  /** Sends a command; without a key of its own it is a new one. */
  send(
    id: string,
    command: CounterCommand | Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  get(path: string): Promise<Response>;
  metrics(): Promise<string>;
  /** Waits until this node's processes have done what the log asks. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface CounterNodeOptions {
  /** Default: a store of its own. Give the same to several nodes. */
  readonly inner?: EventStore;
  readonly process?: Process<EchoState, CounterCommand>;
  /** How the process's commands reach the runner. */
  readonly dispatch?: (runner: CommandRunner) => Dispatch<CounterCommand>;
}

export async function counterNode({
  inner = new MemoryEventStore(),
  process = echo,
  dispatch = dispatching,
}: CounterNodeOptions = {}): Promise<CounterNode> {
  const folder = mkdtempSync(join(tmpdir(), 'parkledger-telemetry-'));
  const told = memoryTelemetry();
  const telemetry = await Telemetry.open(told.options);
  const faulty = new FaultyStore(inner);
  const { ledger, registry } = await testLedger([counterEvents], { store: faulty });
  const store = telemetry.watchStore(faulty);
  const parts = EventSourcingModule.forRoot({ store, ledger, registry, projections: [], folder, observers: telemetry.observers(ledger) });
  const root = { module: CounterModule, imports: [AccessModule, TelemetryModule.over(telemetry), parts] };
  const app = await NestFactory.create(root, { logger: new FrameworkLog(telemetry.log) });
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const [runner, host] = [app.get(CommandRunner), app.get(ProcessHost)];
  await host.start(process, dispatch(runner));
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`, { headers: caller });
  return {
    store: faulty,
    told,
    runner,
    get,
    send: (id, command, headers = {}) =>
      fetch(`http://127.0.0.1:${port}/counters/${id}/commands`, {
        method: 'POST',
        headers: { ...caller, 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body: JSON.stringify(command),
      }),
    metrics: async () => (await get('/metrics')).text(),
    settled: () => host.settled(),
    async close() {
      await app.close();
      await telemetry.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const caller = { 'x-account': 'acc-test', 'x-role': 'taskForce' };

function dispatching(runner: CommandRunner): Dispatch<CounterCommand> {
  return ({ id, command }, envelope) => runner.execute({ decider: counter, id, command, ...envelope });
}
