import { existsSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#libs/kernel';
import { TREE_FILE, TreeFile } from '#libs/sealing';
import { DatabaseError } from '#libs/sqlite';
import { leafHash, LogTree, MemoryTileStore, newTiles, tilePath } from '#libs/transparency';
import { type Difference, differenceOf } from '#libs/verification';
import { type Part, part, unchecked } from './report.js';

/** How many leaves are appended, and how many entries are read, at once. */
const BATCH = 1024;

/** The tree's file beside one that is made anew as the log goes by. What the node adds meanwhile is not looked at. */
export class TreeCheck {
  readonly #made = new LogTree(new MemoryTileStore());
  #waiting: Uint8Array[] = [];
  #entries: readonly { readonly leaf: string }[] = [];
  #from = 0;

  private constructor(
    private readonly file: TreeFile | undefined,
    private readonly size: bigint,
    private readonly absent: Part | undefined,
  ) {}

  static open(dataDir: string): TreeCheck {
    const file = path.join(dataDir, TREE_FILE);
    if (!existsSync(file)) return new TreeCheck(undefined, 0n, unchecked('tree', `还没有树的文件（${TREE_FILE}），启动服务后会建立`));
    try {
      const tree = TreeFile.openToRead(file);
      return new TreeCheck(tree, tree.size, undefined);
    } catch (error) {
      if (!(error instanceof DomainError || error instanceof DatabaseError)) throw error;
      return new TreeCheck(undefined, 0n, part('tree', TREE_FILE, [damaged(error)]));
    }
  }

  /** The leaf hash of the entry that stands beside the tree at an index. */
  readonly storedLeafHash = (index: number): Uint8Array | undefined => {
    if (!this.file || BigInt(index) >= this.size) return undefined;
    if (index < this.#from || index >= this.#from + this.#entries.length) {
      this.#entries = this.file.entries(BigInt(index), BATCH);
      this.#from = index;
    }
    const entry = this.#entries[index - this.#from];
    return entry && leafHash(Buffer.from(entry.leaf));
  };

  readonly leafHash = (index: number, hash: Uint8Array): void => {
    if (BigInt(index) >= this.size) return;
    this.#waiting.push(hash);
    if (this.#waiting.length === BATCH) this.#append();
  };

  /** Compares every tile, once the log has passed. */
  end(): Part {
    this.#append();
    const { file } = this;
    if (!file) return this.absent as Part;
    try {
      if (this.#made.size < this.size) {
        const compared = { expected: String(this.size), found: String(this.#made.size) };
        return part('tree', TREE_FILE, [
          differenceOf('verification.treeAhead', { index: Number(this.#made.size), file: TREE_FILE }, compared),
        ]);
      }
      return part('tree', `${this.size} 条记录的条目与瓦片`, this.#tiles(file));
    } finally {
      file.close();
    }
  }

  #tiles(file: TreeFile): Difference[] {
    try {
      const { tree } = file;
      for (const address of newTiles(0n, this.size)) {
        if (Buffer.compare(tree.tile(address), this.#made.tile(address)) === 0) continue;
        const found = tilePath(address);
        return [differenceOf('verification.treeTile', { file: TREE_FILE, path: found }, { found })];
      }
      return [];
    } catch (error) {
      if (!(error instanceof DomainError || error instanceof DatabaseError)) throw error;
      return [damaged(error)];
    }
  }

  #append(): void {
    this.#made.append(this.#waiting);
    this.#waiting = [];
  }
}

const damaged = ({ message }: Error): Difference => differenceOf('verification.treeDamaged', { file: TREE_FILE }, {}, { reason: message });
