import type { EventStore } from '#libs/event-store';
import { DomainError } from '#libs/kernel';
import { readCheckpoints, type SignedHead, signedHead } from '#libs/sealing';
import { backupErrors as errors } from './errors.js';

/** A signed head of the log. Who signed it is not looked at here. */
export interface Head {
  readonly origin: string;
  readonly size: bigint;
  /** Base64, as in a checkpoint. */
  readonly root: string;
  /** The whole note, signatures among it. */
  readonly note: string;
}

/** Reads a note that lies in a file. @throws `backup.headUnreadable` */
export function headOf(note: string, path: string): Head {
  try {
    return asHead(signedHead(note));
  } catch (error) {
    if (error instanceof DomainError) throw errors.error('backup.headUnreadable', { path, reason: error.message });
    throw error;
  }
}

/** The heads that a store holds, in order. @throws `sealing.headMalformed`, StoreUnavailableError */
export async function* headsOf(store: EventStore): AsyncGenerator<Head> {
  for await (const head of readCheckpoints(store)) yield asHead(head);
}

function asHead({ note, checkpoint: { origin, size, root } }: SignedHead): Head {
  return { origin, size, root: Buffer.from(root).toString('base64'), note };
}
