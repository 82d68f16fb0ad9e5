import { randomUUID } from 'node:crypto';
import type { CommandAnswerDto } from '#libs/http';
import { ApiClient, type Person, type Send } from './client.js';
import type { TestServer } from './server.js';
import { headOf, processesOf } from './town.js';

/** Requests that are not commands on the ledger: files lie beside it, what-if and rebuild write nothing. */
const notCommands = /^\/(?:evidence|ledger\/rebuild)|\/what-if$/;

/** A client that rehearses each command as a dry run before it sends it, and keeps what came of both. */
export class RehearsingClient extends ApiClient {
  readonly rehearsals: { readonly path: string; readonly types: readonly string[]; readonly faults: readonly string[] }[] = [];

  constructor(private readonly running: TestServer) {
    super(running.server.url);
  }

  override async post<T = CommandAnswerDto>(path: string, person: Person, body: unknown = {}, send: Send = {}): Promise<T> {
    if (notCommands.test(path)) return super.post<T>(path, person, body, send);
    const key = send.key ?? randomUUID();
    await processesOf(this.running).settled();
    const before = await headOf(this.running);
    const rehearsed = await super.post(path, person, body, { ...send, key, query: '?dryRun=true' });
    const after = await headOf(this.running);
    const done = await super.post<T>(path, person, body, { ...send, key });
    this.rehearsals.push({
      path,
      types: rehearsed.events.map(({ type }) => type),
      faults: faultsOf(before === after, rehearsed, done as CommandAnswerDto),
    });
    return done;
  }
}

/** What a dry run promised and the command did not keep. */
function faultsOf(wroteNothing: boolean, rehearsed: CommandAnswerDto, done: CommandAnswerDto): string[] {
  const said = (answer: CommandAnswerDto): string =>
    JSON.stringify(answer.events.map(({ id, type, revision, data }) => ({ id, type, revision, data })));
  return [
    ...(wroteNothing ? [] : ['the log grew']),
    ...(rehearsed.dryRun && rehearsed.position === undefined ? [] : ['not marked as a dry run']),
    ...(done.dryRun ? ['the command itself was a dry run'] : []),
    ...(rehearsed.events.length > 0 ? [] : ['says nothing of what it would record']),
    ...(said(rehearsed) === said(done) ? [] : [`would have recorded ${said(rehearsed)}, recorded ${said(done)}`]),
  ];
}
