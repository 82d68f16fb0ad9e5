import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { draftOf, EVERYBODY, foldersCanBeSynced, type WritingOptions } from './durable.js';

/** `createDurably` for whoever may not give way in between. */
export function createDurablySync(
  file: string,
  content: string | Uint8Array,
  { mode = EVERYBODY }: Pick<WritingOptions, 'mode'> = {},
): void {
  const target = openSync(file, 'wx', mode);
  try {
    writeFileSync(target, content);
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
}

/** `replaceDurably`, likewise. The folder must be there. */
export function replaceDurablySync(file: string, content: string | Uint8Array, options: Pick<WritingOptions, 'mode'> = {}): void {
  const draft = draftOf(file);
  try {
    createDurablySync(draft, content, options);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolderSync(path.dirname(file));
}

/** `syncFolder`, likewise. */
export function syncFolderSync(folder: string): void {
  if (!foldersCanBeSynced) return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
