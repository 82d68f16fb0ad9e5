import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoredEvent } from '#libs/event-store';
import type { SchemaHashes } from './schema-hashes.js';

/** Where the corpora of all releases lie; commands and suites run in the project's folder. */
const ROOT = 'test/corpus';
const SCHEMAS = path.join(ROOT, 'schemas.json');

/** An event to the byte: data and metadata as the text that was stored. */
export type CorpusEvent = Omit<StoredEvent, 'position'>;

/** What the events of a release must come to. */
export interface Expected {
  readonly release: string;
  readonly events: number;
  /** SHA-256 over the leaves of the whole log, each followed by a line feed. */
  readonly leaves: string;
  /** Last revision of each stream, and SHA-256 of its folded state's canonical JSON (null: the stream has no state). */
  readonly streams: Readonly<Record<string, { readonly revision: number; readonly state: string | null }>>;
  /** Each completed run: its result hash and its sheets' hashes by park, computed anew from its pins. */
  readonly runs: Readonly<Record<string, { readonly resultHash: string; readonly sheets: Readonly<Record<string, string>> }>>;
}

export interface Corpus {
  readonly events: readonly CorpusEvent[];
  readonly expected: Expected;
}

export const folderOf = (release: string): string => path.join(ROOT, release);
const eventsFile = (release: string): string => path.join(folderOf(release), 'events.ndjson');
const expectedFile = (release: string): string => path.join(folderOf(release), 'expected.json');

/** Every release that has a corpus. */
export function releases(): string[] {
  return readdirSync(ROOT).filter(corpusExists).sort();
}

export function corpusExists(release: string): boolean {
  return existsSync(eventsFile(release));
}

export function readCorpus(release: string): Corpus {
  const lines = readFileSync(eventsFile(release), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return {
    events: lines.map((line) => JSON.parse(line) as CorpusEvent),
    expected: JSON.parse(readFileSync(expectedFile(release), 'utf8')) as Expected,
  };
}

export async function writeCorpus(release: string, { events, expected }: Corpus): Promise<void> {
  await mkdir(folderOf(release), { recursive: true });
  const lines = events.map(({ stream, revision, id, type, data, metadata }) =>
    JSON.stringify({ stream, revision, id, type, data, metadata }),
  );
  await writeFile(eventsFile(release), lines.join('\n') + '\n', { flag: 'wx' });
  await writeExpected(release, expected);
}

export async function writeExpected(release: string, expected: Expected): Promise<void> {
  await writeFile(expectedFile(release), JSON.stringify(expected, null, 1) + '\n');
}

export function readFrozenSchemas(): SchemaHashes {
  return existsSync(SCHEMAS) ? (JSON.parse(readFileSync(SCHEMAS, 'utf8')) as SchemaHashes) : {};
}

export async function writeFrozenSchemas(hashes: SchemaHashes): Promise<void> {
  await writeFile(SCHEMAS, JSON.stringify(hashes, null, 1) + '\n');
}
