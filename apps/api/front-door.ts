import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { defineErrors, type DomainError } from '#libs/kernel';
import { problemOf } from '#libs/http';

export const frontDoorErrors = defineErrors({
  'server.starting': { kind: 'unavailable', zh: '服务正在启动，还不能办理：{what}', remedy: '稍后重试' },
  'server.stopping': { kind: 'unavailable', zh: '本节点正在停止，不再接受新的请求', remedy: '稍后重试；命令用同一个幂等键重发' },
});

/** How soon who was turned away may come again, in seconds. */
const RETRY_AFTER = '2';
/** How long the door stays open for those who were on the way when all was over, in milliseconds. */
const LINGER_MS = 50;

/**
 * The server's door: open before the application behind it is ready and until after it has stopped, so that whoever comes is told how things stand instead of
 * finding nobody. `/health/live` is answered here meanwhile, everything else by 503 with Retry-After.
 */
export class FrontDoor {
  readonly #server: Server;
  #application: RequestListener | undefined;
  #what = '';
  #stopping = false;
  /** Requests that were accepted and are not answered yet. */
  readonly #underWay = new Set<ServerResponse>();

  private constructor() {
    this.#server = createServer((request, response) => this.#receive(request, response));
  }

  /** @throws EADDRINUSE, … */
  static async open(host: string, port: number): Promise<FrontDoor> {
    const door = new FrontDoor();
    door.#server.listen(port, host);
    await once(door.#server, 'listening');
    return door;
  }

  get url(): string {
    const { address, port, family } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What the start waits for, in words, for those who are turned away. */
  waitFor(what: string): void {
    this.#what = what;
  }

  /** From now on the application answers. */
  serve(application: RequestListener): void {
    this.#application = application;
  }

  /** Turns everybody new away and resolves when the requests that were accepted are answered, or after `graceMs`, when they are cut off. */
  async drain(graceMs: number): Promise<void> {
    this.#stopping = true;
    const answered = Promise.all([...this.#underWay].map((response) => new Promise((resolve) => response.once('close', resolve))));
    const patience = new AbortController();
    await Promise.race([answered, delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  /** Shuts it. Who has asked and was not heard yet is still turned away: a connection that is cut tells nobody whether the request was taken. */
  async close(): Promise<void> {
    this.#stopping = true;
    await delay(LINGER_MS);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    if (this.#application === undefined || this.#stopping) return this.#turnAway(request, response);
    this.#underWay.add(response);
    response.once('close', () => this.#underWay.delete(response));
    this.#application(request, response);
  }

  #turnAway(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?')[0] ?? '/';
    if (path === '/health/live') return send(response, 200, 'application/json', { data: { live: true } });
    const error = this.#stopping
      ? frontDoorErrors.error('server.stopping')
      : frontDoorErrors.error('server.starting', { what: this.#what });
    response.setHeader('Retry-After', RETRY_AFTER);
    if (this.#stopping) response.setHeader('Connection', 'close');
    if (path === '/health/ready') return send(response, 503, 'application/json', { data: notReady(error) });
    send(response, 503, 'application/problem+json', problemOf(error, { status: 503, instance: request.url ?? '/' }));
  }
}

function notReady(error: DomainError): { ready: false; code: string; reason: string } {
  return { ready: false, code: error.code, reason: error.message };
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(JSON.stringify(body));
}
