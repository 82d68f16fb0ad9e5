import { link, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { storedEvidence } from '#libs/evidence';
import { exists } from '#libs/files';
import { copyDurably, type FileFacts, factsOf } from '../durable-files.js';
import type { Manifest } from './manifest.js';

/** Folder of the evidence within a back-up; below it everything lies as in the store's own folder. */
export const EVIDENCE = 'evidence';

export type Lack = Manifest['lacking'][number];
export type FiledFile = Manifest['files'][number];

/** An earlier back-up on the same disk, whose files may be had by a second name instead of a second copy. */
export interface EarlierFiles {
  readonly folder: string;
  /** SHA-256 by path, from its manifest. */
  readonly files: ReadonlyMap<string, string>;
}

export interface EvidenceRequest {
  /** The store's folder. */
  readonly source: string;
  /** The back-up that is being written. */
  readonly part: string;
  readonly wanted: Iterable<string>;
  readonly earlier: EarlierFiles | undefined;
  readonly filed: (count: number) => void;
  readonly signal: AbortSignal | undefined;
}

export interface FiledEvidence {
  readonly files: readonly FiledFile[];
  /** What the source does not have, or has in other bytes. */
  readonly lacking: Lack[];
  /** How many files are an earlier back-up's by a second name. */
  readonly linked: number;
}

/**
 * Brings every wanted evidence into a back-up, as it lies in the store: what is sealed stays sealed. A content in clear is held against its hash. A file that an earlier
 * back-up holds in the same bytes gets a second name there (hard link); where the disk knows none, a second copy.
 */
export async function fileEvidence(request: EvidenceRequest): Promise<FiledEvidence> {
  const files: FiledFile[] = [];
  const lacking: Lack[] = [];
  let linked = 0;
  for (const hash of [...request.wanted].sort()) {
    request.signal?.throwIfAborted();
    const stored = await storedEvidence(request.source, hash);
    const content = stored && (await factsOf(path.join(request.source, stored.content)));
    if (stored === undefined || content === undefined) lacking.push({ hash, reason: 'missing' });
    else if (!stored.sealed && content.sha256 !== hash) lacking.push({ hash, reason: 'damaged' });
    else {
      for (const name of [stored.content, ...stored.deliveries]) {
        const { facts, wasLinked } = await fileOne(request, name, name === stored.content ? content : undefined);
        files.push({ path: `${EVIDENCE}/${name}`, ...facts });
        linked += wasLinked ? 1 : 0;
      }
      request.filed(files.length);
    }
  }
  return { files, lacking, linked };
}

/** One file of the store. `known`: what it holds, where that was read already. */
async function fileOne(
  { source, part, earlier }: EvidenceRequest,
  name: string,
  known: FileFacts | undefined,
): Promise<{ facts: FileFacts; wasLinked: boolean }> {
  const from = path.join(source, name);
  const to = path.join(part, EVIDENCE, name);
  const facts = known ?? (await factsOf(from));
  // Left by a back-up that was broken off: whole, or not at all worth keeping.
  if (await exists(to)) {
    if (same(await factsOf(to), facts)) return { facts, wasLinked: false };
    await rm(to);
  }
  if (earlier?.files.get(`${EVIDENCE}/${name}`) === facts.sha256) {
    await mkdir(path.dirname(to), { recursive: true });
    if (await linked(path.join(earlier.folder, EVIDENCE, name), to, facts)) return { facts, wasLinked: true };
  }
  return { facts: await copyDurably(from, to, 0o600), wasLinked: false };
}

/** Gives a file a second name. false: the disk has no such thing, or the file is gone or not what it was; nothing stands at the new name then. */
async function linked(from: string, to: string, facts: FileFacts): Promise<boolean> {
  try {
    await link(from, to);
  } catch {
    return false;
  }
  if (same(await factsOf(to), facts)) return true;
  await rm(to);
  return false;
}

function same(one: FileFacts, other: FileFacts): boolean {
  return one.bytes === other.bytes && one.sha256 === other.sha256;
}

/** The evidence that a list of a back-up's files has, by hash: the path of each content. */
export function evidencePaths(paths: Iterable<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of paths) {
    const [, hash] = /^evidence\/[0-9a-f]{2}\/([0-9a-f]{64})\/(?:sealed|content)$/.exec(name) ?? [];
    if (hash !== undefined) found.set(hash, name);
  }
  return found;
}
