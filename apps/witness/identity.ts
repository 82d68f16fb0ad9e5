import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createSecret, readSecret } from '#libs/event-sourcing';
import { ifThere, replaceDurably, syncFolder } from '#libs/files';
import { cosigner, formatVerifierKey, type NoteSigner, parseVerifierKey, SigningKey } from '#libs/transparency';
import type { Settings } from './command-line.js';
import { witnessErrors } from './errors.js';

/** Who a witness is: one name and one key, for good. */
export interface Identity {
  readonly name: string;
  /** What logs and auditors write into their trust files. */
  readonly verifierKey: string;
  /** Signs a checkpoint as seen at `time`, POSIX seconds. */
  signerAt(time: bigint): NoteSigner;
}

/** The public half, to be handed to logs and auditors. It says under which name the key signs, too. */
const PUBLIC_FILE = 'verifier-key.txt';

/**
 * Opens the key of a witness, or makes it at the first start. A key that has signed and what it has signed belong together: a witness that forgot would vouch for a rewritten
 * history. So one without the other is refused, never made anew. `heldDir` is where the cosigned checkpoints lie.
 * @throws `witness.nameNeeded`, `witness.nameDiffers`, `witness.keyMissing`, `witness.keyDiffers`, `witness.stateMissing`, `keys.mode`, `transparency.badSigningKey`,
 * `transparency.badVerifierKey` for a name that can't be one
 */
export async function openIdentity(settings: Settings, heldDir: string): Promise<Identity> {
  const { dataDir, keyFile } = settings;
  const pem = readSecret(keyFile);
  const held = await ifThere(readdir(heldDir));
  const publicFile = path.join(dataDir, PUBLIC_FILE);
  const line = (await ifThere(readFile(publicFile, 'utf8')))?.trimEnd();
  const used = line !== undefined || (held ?? []).length > 0;
  if (pem === undefined && used) throw witnessErrors.error('witness.keyMissing', { path: keyFile });
  if (pem !== undefined && (held === undefined || (line === undefined && held.length > 0))) {
    throw witnessErrors.error('witness.stateMissing', { path: dataDir });
  }
  const key = pem ?? newKey();
  const identity = identityOf(nameOf(settings, line), key);
  if (line !== undefined && line !== identity.verifierKey) throw witnessErrors.error('witness.keyDiffers', { path: keyFile });
  if (pem === undefined) {
    // The folder first: a key without its folder is one that has lost its memory.
    await mkdir(heldDir, { recursive: true });
    await syncFolder(dataDir);
    createSecret(keyFile, key);
  }
  if (line === undefined) await replaceDurably(publicFile, `${identity.verifierKey}\n`);
  return identity;
}

function nameOf({ name }: Settings, line: string | undefined): string {
  const held = line === undefined ? undefined : parseVerifierKey(line).name;
  if (held !== undefined && name !== undefined && name !== held) throw witnessErrors.error('witness.nameDiffers', { held, name });
  const known = held ?? name;
  if (known === undefined) throw witnessErrors.error('witness.nameNeeded');
  return known;
}

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function identityOf(name: string, pem: string): Identity {
  const key = SigningKey.fromPem(pem);
  const signerAt = (time: bigint): NoteSigner => cosigner(name, key, time);
  return { name, verifierKey: formatVerifierKey(signerAt(1n).verifier), signerAt };
}
