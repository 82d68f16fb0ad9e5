import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { growTree, TREE_FILE, TreeFile, treeToRead } from '#libs/sealing';
import type { LogTree } from '#libs/transparency';

/** The log's tree for a program that only reads. */
export interface ReadTree {
  upTo(size: bigint): Promise<LogTree>;
  close(): void;
}

/** The tree of a data folder, where it has come as far as is asked; otherwise one that is grown for the occasion and deleted afterwards. */
export function readTree(store: EventStore, dataDir: string): ReadTree {
  const kept = treeToRead(path.join(dataDir, TREE_FILE));
  let folder: string | undefined;
  let own: TreeFile | undefined;
  return {
    async upTo(size) {
      if (kept && kept.size >= size) return kept.tree;
      folder ??= mkdtempSync(path.join(tmpdir(), 'parkledger-tree-'));
      own ??= TreeFile.open(path.join(folder, 'tree.db'));
      await growTree(store, own, { upTo: size });
      return own.tree;
    },
    close() {
      kept?.close();
      own?.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
