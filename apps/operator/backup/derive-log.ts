import type { EventStore, StoredEvent } from '#libs/event-store';
import { evidenceIn } from '#libs/evidence';
import { leaf } from '#libs/kernel';
import { leafHash, RunningRoot } from '#libs/transparency';
import { backupErrors as errors } from './errors.js';
import { headsOf } from './heads.js';
import type { HeldHead } from './held-heads.js';

/** What follows from the raw events of a log. */
export interface DerivedLog {
  readonly size: bigint;
  /** Base64, as in a checkpoint. */
  readonly root: string;
  /** The root at the size `at`, where one was asked for and the log has it. */
  readonly rootThen: string | undefined;
  /** Largest size at which a signed head confirms the events; 0 where there is none. */
  readonly confirmed: bigint;
  /** Held heads of sizes that the log does not have: it was larger before. */
  readonly beyond: readonly HeldHead[];
  /** Hashes of the evidence that the log refers to. */
  readonly evidence: ReadonlySet<string>;
}

export interface DeriveOptions {
  /** A smaller size of which the root is wanted too. */
  readonly at?: bigint | undefined;
  /** Told how many events are behind. */
  readonly progress?: (events: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Size and root of a head, and where it is held if not in the store: of many heads the notes are not kept. */
interface Wanted {
  readonly size: bigint;
  readonly root: string;
  readonly held?: HeldHead;
}

/** How often progress is told. */
const TELL_EVERY = 256;

/**
 * Derives the tree's root from the raw events alone, and holds it against every signed head in the store and every held one. Beside it: revisions of each stream without
 * a gap, and the evidence that the payloads refer to.
 * @throws `backup.headDiffers` with the stretch in which something was changed, `backup.otherHistory`, `backup.headBeyond`, `backup.streamGap`, `backup.leafUnreadable`
 */
export async function deriveLog(store: EventStore, held: readonly HeldHead[], options: DeriveOptions = {}): Promise<DerivedLog> {
  const wanted = await wantedHeads(store, held);
  const root = new RunningRoot();
  const revisions = new Map<string, number>();
  const evidence = new Set<string>();
  let confirmed = 0n;
  let rootThen: string | undefined;
  let next = 0;
  const confirm = (): void => {
    if (root.size === options.at) rootThen = base64(root.root());
    for (let head = wanted[next]; head?.size === root.size; head = wanted[++next]) {
      if (head.root !== base64(root.root())) throw misfit(head, confirmed);
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
  const beyond = wanted.slice(next).map((head) => heldBeyond(head, root.size));
  return { size: root.size, root: base64(root.root()), rootThen, confirmed, beyond, evidence };
}

async function wantedHeads(store: EventStore, held: readonly HeldHead[]): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for await (const { size, root } of headsOf(store)) wanted.push({ size, root });
  for (const head of held) wanted.push({ size: head.size, root: head.root, held: head });
  return wanted.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0));
}

function misfit({ size, held }: Wanted, sound: bigint): Error {
  if (held) return errors.error('backup.otherHistory', { path: held.path, size: String(size), sound: String(sound) });
  return errors.error('backup.headDiffers', { size: String(size), sound: String(sound), first: String(sound), last: String(size - 1n) });
}

/** @throws `backup.headBeyond` for a head in the store itself */
function heldBeyond({ size, held }: Wanted, actual: bigint): HeldHead {
  if (held) return held;
  throw errors.error('backup.headBeyond', { size: String(size), actual: String(actual) });
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
