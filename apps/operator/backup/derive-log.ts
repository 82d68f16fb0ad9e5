import { type EventStore, type StoredEvent } from '#libs/event-store';
import { evidenceIn } from '#libs/evidence';
import { leaf } from '#libs/kernel';
import { leafHash, RunningRoot } from '#libs/transparency';
import { backupErrors as errors } from './errors.js';
import type { Head } from './heads.js';

/** What follows from the raw events of a log. */
export interface DerivedLog {
  readonly size: bigint;
  /** Base64, as in a checkpoint. */
  readonly root: string;
  /** Largest size at which a signed head confirms the events; 0 where there is none. */
  readonly confirmed: bigint;
  /** Hashes of the evidence that the log refers to. */
  readonly evidence: ReadonlySet<string>;
}

export interface DeriveOptions {
  /** Told how many events are behind. */
  readonly progress?: (events: number) => void;
  readonly signal?: AbortSignal;
  /** What is said of a head that does not fit, where something else than `backup.headDiffers`. */
  readonly misfit?: (head: Pick<Head, 'size' | 'root'>) => Error | undefined;
}

/** How often progress is told. */
const TELL_EVERY = 256;

/**
 * Derives the tree's root from the raw events alone, and holds it against every head given (of sizes up to the log's). Beside it: revisions of each stream without a
 * gap, and the evidence that the payloads refer to.
 * @throws `backup.headDiffers` with the stretch in which something was changed, `backup.headBeyond`, `backup.streamGap`, `backup.leafUnreadable`
 */
export async function deriveLog(
  store: EventStore,
  heads: Iterable<Pick<Head, 'size' | 'root'>>,
  options: DeriveOptions = {},
): Promise<DerivedLog> {
  const wanted = [...heads].sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0));
  const root = new RunningRoot();
  const revisions = new Map<string, number>();
  const evidence = new Set<string>();
  let confirmed = 0n;
  let next = 0;
  const confirm = (): void => {
    for (let head = wanted[next]; head?.size === root.size; head = wanted[++next]) {
      if (head.root !== base64(root.root())) throw options.misfit?.(head) ?? headDiffers(head, confirmed);
      confirmed = head.size;
    }
  };
  confirm();
  for await (const page of store.readAll()) {
    options.signal?.throwIfAborted();
    for (const event of page) {
      checkRevision(event, revisions, root.size);
      const { data, hashes } = readable(event, root.size);
      root.add(leafHash(data));
      for (const hash of hashes) evidence.add(hash);
      if (root.size % BigInt(TELL_EVERY) === 0n) options.progress?.(Number(root.size));
      confirm();
    }
  }
  const beyond = wanted[next];
  if (beyond !== undefined) throw errors.error('backup.headBeyond', { size: String(beyond.size), actual: String(root.size) });
  return { size: root.size, root: base64(root.root()), confirmed, evidence };
}

function headDiffers({ size }: Pick<Head, 'size'>, sound: bigint): Error {
  return errors.error('backup.headDiffers', { size: String(size), sound: String(sound), first: String(sound), last: String(size - 1n) });
}

function checkRevision({ stream, revision }: StoredEvent, revisions: Map<string, number>, index: bigint): void {
  const expected = (revisions.get(stream) ?? -1) + 1;
  if (revision !== expected) throw errors.error('backup.streamGap', { index: String(index), stream, revision, expected });
  revisions.set(stream, revision);
}

/** The leaf's bytes, and the evidence that the payload refers to. @throws `backup.leafUnreadable` */
function readable(event: StoredEvent, index: bigint): { data: Buffer; hashes: Iterable<string> } {
  try {
    return { data: Buffer.from(leaf(event)), hashes: event.data.includes('"hash"') ? evidenceIn(JSON.parse(event.data)) : [] };
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    const { stream, revision } = event;
    throw errors.error('backup.leafUnreadable', { index: String(index), stream, revision });
  }
}

function base64(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
}
