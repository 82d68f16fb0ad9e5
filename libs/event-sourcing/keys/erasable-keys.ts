import { join } from 'node:path';
import { hmacSha256, sha256 } from '#libs/kernel';
import { eventSourcingErrors } from '../errors.js';
import { createSecret, destroySecret, type RandomBytes, readSecret, secretExists } from './key-file.js';

/** One key (32 bytes, hex) for each name: a subject of personal fields, or the SHA-256 of a file. An erased name never gets a key again. */
export interface ErasableKeys {
  /** The key of a name; undefined where there is none: never made, erased, or lost. */
  find(name: string): string | undefined;
  /** The key of a name, made where there is none; undefined where it was erased. */
  obtain(name: string): string | undefined;
  isErased(name: string): boolean;
  /** Destroys the key for good, and any that comes later. Doing it again changes nothing. */
  destroy(name: string): void;
}

/**
 * A folder with one file a name (mode 600). The folder may be shared by several nodes: who creates a file first (O_EXCL) has made the key. Nothing is cached, so that
 * an erasure holds everywhere at once. What is erased leaves a marker: it makes a key that came back (with an old back-up of the folder) unusable, and a new one impossible.
 */
export class FolderKeys implements ErasableKeys {
  constructor(
    private readonly folder: string,
    private readonly random: RandomBytes,
  ) {}

  find(name: string): string | undefined {
    if (this.isErased(name)) return undefined;
    const path = this.#path(name, 'key');
    const text = readSecret(path)?.trim();
    if (text === undefined) return undefined;
    if (!/^[0-9a-f]{64}$/.test(text)) throw eventSourcingErrors.error('keys.malformed', { path });
    return text;
  }

  obtain(name: string): string | undefined {
    const known = this.find(name);
    if (known !== undefined) return known;
    if (this.isErased(name)) return undefined;
    const path = this.#path(name, 'key');
    const made = createSecret(path, `${Buffer.from(this.random(32)).toString('hex')}\n`);
    if (!this.isErased(name)) {
      // Where it was not made, another node was faster.
      return this.find(name) ?? this.obtain(name);
    }
    // Erased while it was being made: whoever erased looked before it was there.
    if (made) destroySecret(path);
    return undefined;
  }

  isErased(name: string): boolean {
    return secretExists(this.#path(name, 'erased'));
  }

  /** The marker first: from then on nobody makes or uses a key, whatever happens to this process. */
  destroy(name: string): void {
    createSecret(this.#path(name, 'erased'), 'erased\n');
    destroySecret(this.#path(name, 'key'));
  }

  #path(name: string, ending: 'key' | 'erased'): string {
    return join(this.folder, `${sha256(name)}.${ending}`);
  }
}

/** A sample's keys, derived from its public seed: they can't be destroyed, only be left unused. What was erased is told again by the log at each start. */
export class SeedKeys implements ErasableKeys {
  readonly #erased = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly use: 'subject' | 'file',
  ) {}

  find(name: string): string | undefined {
    return this.obtain(name);
  }

  obtain(name: string): string | undefined {
    return this.#erased.has(name) ? undefined : hmacSha256(this.root, `${this.use} ${name}`);
  }

  isErased(name: string): boolean {
    return this.#erased.has(name);
  }

  destroy(name: string): void {
    this.#erased.add(name);
  }
}
