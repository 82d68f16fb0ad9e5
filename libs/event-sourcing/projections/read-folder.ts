import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { sha256 } from '#libs/kernel';
import { DatabaseError } from '#libs/sqlite';
import { stillHolds } from '../log/belongs.js';
import type { Projection } from '../projection.js';
import { ReadFile, removeReadFile } from './read-file.js';

const NAME = /^reads\.([0-9a-f]{12})\.(\d+)\.db$/;

/** The folder of a node's read files: `reads.<version>.<generation>.db`, where the version names all projections and the generation counts the buildings. */
export class ReadFolder {
  readonly #version: string;

  constructor(
    private readonly folder: string,
    private readonly projections: readonly Projection[],
  ) {
    const names = projections.map((projection) => projection.name);
    if (new Set(names).size < names.length) throw new Error(`a projection is declared twice: ${names.join(', ')}`);
    this.#version = versionOf(projections);
    mkdirSync(folder, { recursive: true });
  }

  /** The latest complete file of this version that still belongs to the store's log. Half-built ones of this version are deleted. */
  async openLatest(store: EventStore): Promise<ReadFile | undefined> {
    let latest: ReadFile | undefined;
    for (const { path } of readFilesIn(this.folder, this.#version)) {
      const file = this.#open(path);
      if (latest === undefined && file?.complete && (await belongs(file, store))) latest = file;
      else if (file) file.dispose();
      else removeReadFile(path);
    }
    return latest;
  }

  /** A new, empty file. */
  create(): ReadFile {
    const generation = 1 + Math.max(0, ...readFilesIn(this.folder).map((file) => file.generation));
    return new ReadFile(join(this.folder, `reads.${this.#version}.${generation}.db`), this.projections);
  }

  /** Deletes every other file: those of other versions of the program are of no use once this one serves. */
  removeAllBut(kept: readonly ReadFile[]): void {
    const paths = new Set(kept.map((file) => file.path));
    for (const { path } of readFilesIn(this.folder)) if (!paths.has(path)) removeReadFile(path);
  }

  /** A damaged file is no loss: it is built again. One that somebody else holds is an error. */
  #open(path: string): ReadFile | undefined {
    try {
      return new ReadFile(path, this.projections);
    } catch (error) {
      if (error instanceof DatabaseError) return undefined;
      throw error;
    }
  }
}

/** The read files of a folder, latest first: of one version, or of all. A folder that is not there has none. */
export function readFilesIn(folder: string, version?: string): { path: string; version: string; generation: number }[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((name) => {
      const match = NAME.exec(name);
      return match ? [{ path: join(folder, name), version: match[1] as string, generation: Number.parseInt(match[2] as string, 10) }] : [];
    })
    .filter((file) => version === undefined || file.version === version)
    .sort((a, b) => b.generation - a.generation);
}

/** What a file's name says of the projections that filled it. */
export function versionOf(projections: readonly Projection[]): string {
  return sha256(JSON.stringify(projections.map(({ name, version, schema }) => [name, version, schema]))).slice(0, 12);
}

async function belongs(file: ReadFile, store: EventStore): Promise<boolean> {
  const last = file.lastEvent();
  return last === undefined || stillHolds(store, last);
}
