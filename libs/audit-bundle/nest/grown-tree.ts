import type { OnModuleDestroy } from '@nestjs/common';
import { sealingErrors, type TreeFile, treeToRead } from '#libs/sealing';
import type { LogTree } from '#libs/transparency';

/** The node's own tree of the log, read while sealing grows it. */
export class GrownTree implements OnModuleDestroy {
  #file: TreeFile | undefined;

  constructor(private readonly path: string) {}

  /** @throws `sealing.treeBuilding` where it has not come so far yet */
  upTo(size: bigint): Promise<LogTree> {
    if (this.#file && this.#file.size < size) this.onModuleDestroy();
    // The file may have been begun anew since it was opened.
    this.#file ??= treeToRead(this.path);
    if (!this.#file || this.#file.size < size)
      return Promise.reject(sealingErrors.error('sealing.treeBuilding', { size: size.toString() }));
    return Promise.resolve(this.#file.tree);
  }

  onModuleDestroy(): void {
    this.#file?.close();
    this.#file = undefined;
  }
}
