import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { replaceDurably } from '#libs/files';
import { sha256 } from '#libs/kernel';

/** Enough to show what happened; strangers who send signed checkpoints with wrong proofs can't fill the disk. */
const MOST = 200;

/** Requests with a log's right signature that do not continue what was cosigned: they may prove that the log has two histories (C2SP tlog-witness lets a witness keep them). */
export class RefusedRequests {
  constructor(private readonly folder: string) {}

  /** Keeps the first request with a checkpoint. @returns the file, or that there are too many, or that this one is there already */
  async keep(checkpoint: string, body: Uint8Array): Promise<{ readonly file: string } | 'full' | 'known'> {
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, `${sha256(checkpoint)}.request`);
    if (existsSync(file)) return 'known';
    if ((await readdir(this.folder)).length >= MOST) return 'full';
    await replaceDurably(file, body);
    return { file };
  }
}
