import { createHash } from 'node:crypto';
import {
  CHECKPOINT_PATH,
  type EventLine,
  eventsPath,
  EVENTS_PER_FILE,
  formatEventLine,
  formatManifest,
  leafOf,
  MANIFEST_PATH,
  type Manifest,
  parseEventLine,
  parseManifest,
} from '#libs/audit-bundle';
import { formatCheckpoint, leafHash, type NoteSigner, rootOf, signNote } from '#libs/transparency';
import { handMadeZip } from '../zip/hand-made-zip.testing.js';

type Files = ReadonlyMap<string, Buffer>;

/**
 * A bundle in the hands of somebody who changes it. Each step is one thing that a forger does or forgets: changing content, making the manifest anew, signing anew. Steps give
 * a new bundle; the one before stays as it was.
 */
export class ForgedBundle {
  constructor(readonly files: Files) {}

  get manifest(): Manifest {
    return parseManifest(this.file(MANIFEST_PATH));
  }

  get lines(): EventLine[] {
    return this.eventFiles().flatMap((path) =>
      String(this.file(path))
        .split('\n')
        .slice(0, -1)
        .map((text, at) => parseEventLine(text, path, at + 1)),
    );
  }

  file(path: string): Buffer {
    const found = this.files.get(path);
    if (!found) throw new Error(`the bundle has no ${path}`);
    return found;
  }

  /** One file with other bytes, a new one, or none (null). */
  with(path: string, content: string | Uint8Array | null): ForgedBundle {
    const files = new Map(this.files);
    if (content === null) files.delete(path);
    else files.set(path, Buffer.from(content as Uint8Array));
    return new ForgedBundle(files);
  }

  edit(path: string, change: (text: string) => string): ForgedBundle {
    const before = String(this.file(path));
    const after = change(before);
    if (after === before) throw new Error(`nothing was changed in ${path}`);
    return this.with(path, after);
  }

  /** Other events. Indexes and revisions are what the forger makes of them. */
  withLines(change: (lines: EventLine[]) => EventLine[]): ForgedBundle {
    const lines = change(this.lines);
    const files = new Map([...this.files].filter(([path]) => !path.startsWith('events/')));
    for (let first = 0; first < lines.length; first += EVENTS_PER_FILE) {
      const texts = lines.slice(first, first + EVENTS_PER_FILE).map((line) => `${formatEventLine(line)}\n`);
      files.set(eventsPath(BigInt(first)), Buffer.from(texts.join('')));
    }
    return new ForgedBundle(files);
  }

  /** One event with another content: in `data` or `metadata` one text for another. */
  editEvent(index: number, part: 'data' | 'metadata', from: string | RegExp, to: string): ForgedBundle {
    return this.withLines((lines) =>
      lines.map((line, at) => {
        if (at !== index) return line;
        if (line.form !== 'full') throw new Error(`event ${index} is withheld`);
        const changed = line[part].replace(from, to);
        if (changed === line[part]) throw new Error(`nothing was changed in event ${index}`);
        return { ...line, [part]: changed };
      }),
    );
  }

  /** The manifest as it must be for these files. */
  remanifest(change: Partial<Manifest> = {}): ForgedBundle {
    const files = [...this.files]
      .filter(([path]) => path !== MANIFEST_PATH)
      .map(([path, bytes]) => ({ path, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.with(MANIFEST_PATH, formatManifest({ ...this.manifest, files, ...change }));
  }

  /** A checkpoint over these events by whoever has a key, and the manifest to it: what the holder of the log's key can do. */
  resign(signer: NoteSigner): ForgedBundle {
    const lines = this.lines;
    const [size, root] = [BigInt(lines.length), rootOf(lines.map((line) => leafHash(Buffer.from(leafOf(line)))))];
    const origin = signer.verifier.name;
    const note = signNote(formatCheckpoint({ origin, size, root, extensions: [] }), [signer]);
    const head = { origin, size, root: Buffer.from(root).toString('base64') };
    return this.with(CHECKPOINT_PATH, note).remanifest(head);
  }

  zip(): Buffer {
    const names = [...this.files.keys()].filter((path) => path !== MANIFEST_PATH);
    return handMadeZip([...names, MANIFEST_PATH].map((name) => ({ name, bytes: this.file(name) })));
  }

  private eventFiles(): string[] {
    return [...this.files.keys()].filter((path) => path.startsWith('events/')).sort();
  }
}
