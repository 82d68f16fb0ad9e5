import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createDurably, EVERYBODY, ifThere, syncFolder } from '#libs/files';

/** What a file holds: its length and the SHA-256 of its bytes. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads a file through. @throws the system's error, ENOENT where there is none */
export async function factsOf(file: string): Promise<FileFacts> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** Writes a file that is not there yet; it is on the disk when this resolves, its name only once its folder is synced. */
export async function writeDurably(file: string, content: string | Uint8Array, mode = EVERYBODY): Promise<void> {
  await filling(file, mode, (target) => target.writeFile(content));
}

/** Copies a file to a place where none is, as writeDurably does. What was read is told. */
export async function copyDurably(from: string, to: string, mode = EVERYBODY): Promise<FileFacts> {
  const digest = createHash('sha256');
  let bytes = 0;
  await filling(to, mode, async (target) => {
    for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
      digest.update(chunk);
      bytes += chunk.length;
      await target.writeFile(chunk);
    }
  });
  return { bytes, sha256: digest.digest('hex') };
}

async function filling(file: string, mode: number, write: (target: FileHandle) => Promise<void>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await createDurably(file, write, { mode });
}

/** Brings the names in a folder, and in every folder below it, to the disk. */
export async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(path.join(folder, entry.name));
  }
  await syncFolder(folder);
}

/** Paths of everything in a folder that is no folder, parted by `/`, in order. A folder that is not there has nothing. */
export async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []) {
    if (!entry.isDirectory()) found.push(entry.name);
    else found.push(...(await filesIn(path.join(folder, entry.name))).map((name) => `${entry.name}/${name}`));
  }
  return found.sort();
}
