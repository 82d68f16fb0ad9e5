import { finished, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type ReadyBundle, streamOf } from '../write/index.js';
import { writingErrors } from '../write/errors.js';

/** Each reads the whole log twice and packs it: more of them at once would take the node from everybody else. */
const MOST_AT_ONCE = 2;

/** How many bundles are being made on this node. */
@Injectable()
export class Workplace {
  #running = 0;

  /** @throws `bundle.tooMany`, and what `prepare` throws */
  async stream(prepare: () => Promise<ReadyBundle>): Promise<{ readonly bundle: ReadyBundle; readonly stream: Readable }> {
    if (this.#running >= MOST_AT_ONCE) throw writingErrors.error('bundle.tooMany', { running: this.#running });
    this.#running += 1;
    const leave = (): void => void (this.#running -= 1);
    try {
      const bundle = await prepare();
      const stream = streamOf(bundle);
      finished(stream, leave);
      return { bundle, stream };
    } catch (error) {
      leave();
      throw error;
    }
  }
}
