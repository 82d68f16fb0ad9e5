import { generateKeyPairSync } from 'node:crypto';
import { createSecret, readSecret } from '#libs/event-sourcing';
import { sha256 } from '#libs/kernel';
import { SigningKey } from '#libs/transparency';
import { sealingErrors } from '../errors.js';

/** Where the log's keys come from. All of them sign each checkpoint: two, while one takes the other's place. The first is the log's own. */
export interface LogKeySource {
  /** Nothing where there are none. @throws `keys.mode`, `sealing.keyFile` */
  existing(): readonly SigningKey[] | undefined;
  /** Keys for a log that has signed nothing yet. @throws like existing */
  orMade(): readonly SigningKey[];
  /** Where they are kept, for people. */
  readonly place: string;
}

const BLOCK = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g;

/** A new Ed25519 key as an unencrypted PKCS #8 file. */
function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Keys in a file (LOG_KEY) that nobody but its owner may read: one PEM block for each. It appears whole or not at all; another node's that is made in the same moment is taken. */
export function fileLogKeys(path: string, makePem: () => string = newKeyPem): LogKeySource {
  const existing = (): readonly SigningKey[] | undefined => {
    const text = readSecret(path);
    return text === undefined ? undefined : parseKeys(path, text);
  };
  const orMade = (): readonly SigningKey[] => {
    const found = existing();
    if (found) return found;
    createSecret(path, makePem());
    return existing() as readonly SigningKey[];
  };
  return { place: path, existing, orMade };
}

/** The key of a sample's log, from the sample's public seed: two loads of one sample sign alike. It proves nothing, and need not. */
export function sampleLogKeys(seed: string): LogKeySource {
  const keys = [SigningKey.fromSeed(Buffer.from(sha256(`parkledger sample log ${seed}`), 'hex'))];
  return { place: '', existing: () => keys, orMade: () => keys };
}

function parseKeys(path: string, text: string): readonly SigningKey[] {
  const blocks = text.match(BLOCK) ?? [];
  // Anything else in the file is a sign that it is not what it was.
  if (blocks.length === 0 || text.replace(BLOCK, '').trim() !== '') throw sealingErrors.error('sealing.keyFile', { path });
  try {
    return blocks.map((pem) => SigningKey.fromPem(pem));
  } catch {
    throw sealingErrors.error('sealing.keyFile', { path });
  }
}
