import { randomUUID } from 'node:crypto';
import type { CommandAnswerDto } from '#libs/http';

/** Who sends a request, as headers say it. */
export interface Person {
  readonly account: string;
  readonly role: 'department' | 'county' | 'park' | 'taskForce' | 'auditor' | 'admin';
  readonly department?: string;
  readonly park?: string;
  readonly county?: string;
}

/** Two people of each office, so that one submits and the other verifies. */
export const people = {
  of: (department: string, n: 1 | 2 = 1): Person => {
    if (department === 'taskForce' || department === 'county') return { account: `${department}-${n}`, role: department };
    return { account: `${department}-${n}`, role: 'department', department };
  },
  park: (park: string): Person => ({ account: `park-${encodeURIComponent(park)}`, role: 'park', park }),
  taskForce: { account: 'taskForce-1', role: 'taskForce' } as Person,
  auditor: { account: 'auditor-1', role: 'auditor' } as Person,
  admin: { account: 'admin-1', role: 'admin' } as Person,
};

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly where?: string;
  readonly faults: readonly { readonly code: string; readonly where?: string; readonly message: string; readonly remedy: string }[];
}

/** A request that was refused. */
export class Refused extends Error {
  constructor(
    readonly request: string,
    readonly problem: Problem,
  ) {
    super(`${request}: ${problem.status} ${problem.code} ${problem.title} ${JSON.stringify(problem.faults ?? [])}`);
  }
}

/** What a request may carry beside its body. */
export interface Send {
  readonly key?: string;
  readonly ifMatch?: number;
  readonly query?: string;
  readonly contentType?: string;
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** An answer of a read. */
export interface Read<T> {
  readonly data: T;
  readonly index: number;
  readonly effectiveAt: string;
  readonly position: string;
}

/** A plain client of the HTTP API: what a department's own system would write. */
export class ApiClient {
  constructor(readonly url: string) {}

  /** Sends a command. Without a key of its own each call is a new command. */
  async post<T = CommandAnswerDto>(path: string, person: Person, body: unknown = {}, send: Send = {}): Promise<T> {
    return this.request<T>(
      'POST',
      path + (send.query ?? ''),
      person,
      {
        'content-type': send.contentType ?? 'application/json',
        'idempotency-key': send.key ?? randomUUID(),
        ...(send.ifMatch === undefined ? {} : { 'if-match': `"${send.ifMatch}"` }),
      },
      typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    );
  }

  async get<T>(path: string, person: Person): Promise<Read<T>> {
    return this.request<Read<T>>('GET', path, person, {});
  }

  /** The problem that a command meets; fails where it is taken. */
  async refusal(call: Promise<unknown>): Promise<Problem> {
    try {
      await call;
    } catch (error) {
      if (error instanceof Refused) return error.problem;
      throw error;
    }
    throw new Error('the request was taken, but should have been refused');
  }

  /** A request just as it is given, headers and all, and whatever is answered. */
  async raw(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<RawAnswer> {
    const response = await fetch(this.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', text: await response.text() };
  }

  private async request<T>(
    method: string,
    path: string,
    person: Person,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...headersOf(person), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new Refused(`${method} ${path}`, json as Problem);
    return json as T;
  }
}

/** The headers that say who calls. */
export function headersOf({ account, role, department, park, county }: Person): Record<string, string> {
  return {
    'x-account': account,
    'x-role': role,
    ...(department === undefined ? {} : { 'x-department': department }),
    ...(park === undefined ? {} : { 'x-park': encodeURIComponent(park) }),
    ...(county === undefined ? {} : { 'x-county': encodeURIComponent(county) }),
  };
}
