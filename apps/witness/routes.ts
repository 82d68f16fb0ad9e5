import type { WitnessedLogs } from '#libs/transparency';
import { type Answer, plain, refused } from './answer.js';
import { witnessErrors } from './errors.js';
import { originHash } from './held-checkpoints.js';
import type { Witness } from './witness.js';

/** What the addresses of a witness show. */
export interface Routes {
  readonly witness: Witness;
  readonly verifierKey: string;
  readonly logs: WitnessedLogs;
  /** Told of a fault of the program. */
  readonly fault: (error: unknown) => void;
}

type Handler = (routes: Routes, body: Uint8Array, argument: string) => Promise<Answer>;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly handle: Handler;
}

const ROUTES: readonly Route[] = [
  // C2SP tlog-witness, both prefixes being the root.
  { method: 'POST', path: /^\/add-checkpoint$/, handle: ({ witness }, body) => witness.addCheckpoint(body) },
  { method: 'GET', path: /^\/([0-9a-f]{64})\/checkpoint$/, handle: ({ witness }, _body, hash) => witness.checkpointOf(hash) },
  // For people.
  { method: 'GET', path: /^\/verifier-key$/, handle: async ({ verifierKey }) => plain(200, `${verifierKey}\n`) },
  { method: 'GET', path: /^\/logs$/, handle: async (routes) => plain(200, await logLines(routes)) },
  { method: 'GET', path: /^\/health$/, handle: ({ witness }) => health(witness) },
];

/** Answers a request whose body has been read. Whatever fails is a fault of the program, told and answered with 500. */
export async function respond(routes: Routes, method: string, url: string, body: Uint8Array): Promise<Answer> {
  const path = url.split('?', 1)[0] ?? '';
  const route = ROUTES.find((one) => one.path.test(path));
  if (route === undefined) return refused(404, witnessErrors.error('witness.noRoute'));
  if (method !== route.method && !(method === 'HEAD' && route.method === 'GET')) {
    return { ...refused(405, witnessErrors.error('witness.wrongMethod', { method: route.method })), allow: route.method };
  }
  try {
    return await route.handle(routes, body, route.path.exec(path)?.[1] ?? '');
  } catch (error) {
    routes.fault(error);
    return refused(500, witnessErrors.error('witness.fault'));
  }
}

/** Each log that it serves or has served: the hash that its checkpoint is found by, the size that is held, its name. */
async function logLines({ witness, logs }: Routes): Promise<string> {
  const held = await witness.held();
  const origins = [...new Set([...logs.keys(), ...held.keys()])].sort();
  return origins.map((origin) => `${originHash(origin)} ${held.get(origin)?.size ?? '-'} ${origin}\n`).join('');
}

/** Reads what it holds: a witness that can't is no use to anybody. */
async function health(witness: Witness): Promise<Answer> {
  await witness.held();
  return witness.writable ? plain(200, 'ok\n') : refused(503, witnessErrors.error('witness.notStored'));
}
