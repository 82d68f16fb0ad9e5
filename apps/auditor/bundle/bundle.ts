import {
  type EventLine,
  type BundleEntry,
  eventsPath,
  EVENTS_PER_FILE,
  MANIFEST_PATH,
  type Manifest,
  parseBundlePath,
  parseManifest,
  readEventLines,
} from '#libs/audit-bundle';
import { compareIds } from '#libs/kernel';
import { auditorErrors as errors } from '../errors.js';
import { Archive } from '../zip/archive.js';

/** A file of the bundle, and what its path says that it is. */
export interface BundlePart {
  readonly path: string;
  readonly bytes: number;
  readonly holds: BundleEntry;
}

/** An audit bundle that could be opened: its zip is in order and its manifest is of this format. Nothing else of it is believed yet. */
export class Bundle {
  private constructor(
    readonly file: string,
    readonly archive: Archive,
    readonly manifest: Manifest,
    readonly parts: readonly BundlePart[],
  ) {}

  /** @throws what Archive.open throws, `auditor.manifestMissing`, `bundle.manifestMalformed`, `bundle.pathUnknown` */
  static async open(file: string): Promise<Bundle> {
    const archive = await Archive.open(file);
    try {
      if (!archive.has(MANIFEST_PATH)) throw errors.error('auditor.manifestMissing', { path: MANIFEST_PATH });
      const entries = [...archive.entries].sort((a, b) => compareIds(a.path, b.path));
      const parts = entries.map((entry) => ({ ...entry, holds: parseBundlePath(entry.path) }));
      return new Bundle(file, archive, parseManifest(await archive.read(MANIFEST_PATH)), parts);
    } catch (error) {
      archive.close();
      throw error;
    }
  }

  /** Every event of the log, in order; the first one that is missing ends it. @throws `bundle.lineMalformed`, `auditor.zipDamaged` */
  async *lines(): AsyncGenerator<EventLine> {
    const step = BigInt(EVENTS_PER_FILE);
    for (let first = 0n; this.archive.has(eventsPath(first)); first += step) {
      const path = eventsPath(first);
      yield* readEventLines(this.archive.stream(path), path);
    }
  }

  /** The parts of one kind, in order of their paths. */
  partsOf<K extends BundleEntry['kind']>(kind: K): readonly (BundlePart & { readonly holds: BundleEntry & { readonly kind: K } })[] {
    return this.parts.filter(
      (part): part is BundlePart & { readonly holds: BundleEntry & { readonly kind: K } } => part.holds.kind === kind,
    );
  }

  /** @throws `auditor.fileMissing`, `auditor.fileTooLarge`, `auditor.zipDamaged` */
  async text(path: string): Promise<string> {
    return (await this.archive.read(path)).toString('utf8');
  }

  close(): void {
    this.archive.close();
  }
}

/** Opens a bundle for as long as `work` needs it. */
export async function withBundle<T>(file: string, work: (bundle: Bundle) => Promise<T>): Promise<T> {
  const bundle = await Bundle.open(file);
  try {
    return await work(bundle);
  } finally {
    bundle.close();
  }
}
