import { randomUUID } from 'node:crypto';
import { headersOf, type Person, type Problem, type RawAnswer } from './client.js';
import type { TestServer } from './server.js';
import { headOf } from './town.js';

/** A request as somebody sends it by mistake. */
export interface Mistake {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Who says to be calling; headers of their own come in `headers`. */
  readonly who?: Person;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a text that is sent as it is. */
  readonly body?: unknown;
  readonly ifMatch?: string;
}

const CHINESE = /[\u4e00-\u9fff]/;

/** Sends a mistake and gives the problem that it meets, with everything about the refusal that is not as promised. */
export async function refuse(running: TestServer, mistake: Mistake): Promise<{ problem: Problem; faults: string[] }> {
  const before = await headOf(running);
  const answer = await send(running, mistake);
  const after = await headOf(running);
  const problem = JSON.parse(answer.text) as Problem;
  const faults = [
    ...(before === after ? [] : ['the log grew']),
    ...(answer.status >= 400 && answer.status < 500 ? [] : [`status ${answer.status}`]),
    ...(problem.status === answer.status ? [] : ['the body states another status']),
    ...(answer.contentType.startsWith('application/problem+json') ? [] : [`content type ${answer.contentType}`]),
    ...textFaults('', { message: problem.title, remedy: problem.remedy }),
    ...(problem.faults ?? []).flatMap((fault, i) => textFaults(`faults[${i}] `, fault)),
  ];
  return { problem, faults };
}

/** People read Chinese text without a gap left in it. */
function textFaults(of: string, { message, remedy }: { readonly message: string; readonly remedy: string }): string[] {
  return [
    ...(CHINESE.test(message) ? [] : [`${of}no Chinese text: ${message}`]),
    ...(CHINESE.test(remedy) ? [] : [`${of}no Chinese remedy: ${remedy}`]),
    ...(/\{\w+\}|undefined|\[object/.test(message + remedy) ? [`${of}a gap in the text: ${message} ${remedy}`] : []),
  ];
}

function send({ api }: TestServer, { method = 'POST', path, who, headers, body, ifMatch }: Mistake): Promise<RawAnswer> {
  const all = {
    ...(who ? headersOf(who) : {}),
    ...(method === 'POST' ? { 'idempotency-key': randomUUID(), 'content-type': 'application/json' } : {}),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    ...headers,
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  return api.raw(method, path, all, method === 'GET' ? undefined : text);
}
