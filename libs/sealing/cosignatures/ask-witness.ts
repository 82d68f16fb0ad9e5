import { type AddCheckpoint, formatAddCheckpoint, MAX_NOTE_BYTES, parseHeldSize } from '#libs/transparency';

/** What a witness says to a request (C2SP tlog-witness, add-checkpoint). */
export type WitnessAnswer =
  /** It has cosigned, by its own word: the body is not checked yet. */
  | { readonly kind: 'cosigned'; readonly body: string }
  /** The last size that it cosigned is another one. */
  | { readonly kind: 'holds'; readonly held: bigint }
  /** The checkpoint does not continue what it cosigned. */
  | { readonly kind: 'contradicts' }
  | { readonly kind: 'refuses'; readonly status: number }
  /** No answer, or none that means anything. `cause` tells nothing of what was answered. */
  | { readonly kind: 'away'; readonly cause: string };

export interface WayToWitness {
  readonly url: string;
  readonly timeoutMs: number;
  /** Ends the call. */
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
}

/** Asks a witness once. Never throws for what a witness or the network may do. */
export async function askWitness({ url, timeoutMs, signal, fetch }: WayToWitness, request: AddCheckpoint): Promise<WitnessAnswer> {
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint(request),
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return meaningOf(answer.status, await bodyOf(answer));
  } catch (error) {
    return { kind: 'away', cause: causeOf(error) };
  }
}

function meaningOf(status: number, body: string): WitnessAnswer {
  switch (status) {
    case 200:
      return { kind: 'cosigned', body };
    case 409:
      return heldIn(body);
    case 422:
      return { kind: 'contradicts' };
    case 400:
    case 403:
    case 404:
      return { kind: 'refuses', status };
    default:
      return { kind: 'away', cause: `HTTP ${status}` };
  }
}

function heldIn(body: string): WitnessAnswer {
  try {
    return { kind: 'holds', held: parseHeldSize(body) };
  } catch {
    return { kind: 'away', cause: 'HTTP 409' };
  }
}

/** A witness that answers without end is not read to the end. */
async function bodyOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_NOTE_BYTES) throw Object.assign(new Error('too long'), { code: 'TOO_LONG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function causeOf(error: unknown): string {
  const { cause, name, code } = error as { readonly cause?: { readonly code?: unknown }; readonly name?: string; readonly code?: unknown };
  return String(cause?.code ?? (typeof code === 'string' ? code : name));
}
